"""The rights of the role that serves pages: everything it needs and not the audit log."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

ROLE = "kua_web"


def asked(question: str, *values) -> object:
    """The one answer of the database."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def may(table: str, right: str) -> bool:
    """Whether the web role has a right on a table."""
    return asked("SELECT has_table_privilege(%s, %s, %s)", ROLE, table, right)


@pytest.fixture
def role(db):
    """The role, made for this test where the server does not have it."""
    if not asked("SELECT count(*) FROM pg_roles WHERE rolname = %s", ROLE):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {ROLE}")
    call_command("grant_web_role")
    return ROLE


@pytest.mark.parametrize("right", ["SELECT", "INSERT", "UPDATE", "DELETE"])
def test_it_reads_and_writes_the_records(role, right):
    assert may("incidents_report", right)
    assert may("accounts_user", right)
    assert may("procrastinate_jobs", right)


@pytest.mark.parametrize("table", ["incidents_auditevent", "django_migrations"])
def test_it_only_reads_the_audit_log_and_the_list_of_migrations(role, table):
    assert may(table, "SELECT")
    assert not any(may(table, right) for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"))


def test_it_empties_no_table_at_once(role):
    assert not may("incidents_report", "TRUNCATE")


def test_it_may_append_to_the_audit_log_through_its_function_and_nobody_else_may(role):
    signature = asked("SELECT oid::regprocedure::text FROM pg_proc WHERE proname = 'kua_audit_append'")
    assert asked("SELECT has_function_privilege(%s, %s, 'EXECUTE')", role, signature)
    acl = asked("SELECT proacl::text FROM pg_proc WHERE proname = 'kua_audit_append'")
    assert "{=X" not in acl
    assert ",=X" not in acl


def test_granting_again_changes_nothing(role):
    rights = "SELECT array_agg(relacl::text ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    before = asked(rights)
    call_command("grant_web_role")
    assert asked(rights) == before


def test_the_new_numbers_of_rows_are_its_to_take(role):
    sequence = asked("SELECT pg_get_serial_sequence('incidents_act', 'id')")
    assert asked("SELECT has_sequence_privilege(%s, %s, 'USAGE')", role, sequence)


@pytest.mark.parametrize("name", ["kua_nobody_of_that_name", 'x"; DROP TABLE accounts_user; --'])
def test_without_that_role_nothing_is_granted(db, name):
    out = StringIO()
    call_command("grant_web_role", role=name, stdout=out)
    assert "Nothing granted" in out.getvalue()


def test_the_owner_takes_nothing_from_itself(db):
    out = StringIO()
    call_command("grant_web_role", role=asked("SELECT current_user::text"), stdout=out)
    assert "Nothing granted" in out.getvalue()
    assert asked("SELECT has_table_privilege('incidents_auditevent', 'INSERT')")
