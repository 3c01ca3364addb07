"""The rights of the role that serves pages: everything it needs and not the audit log."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from incidents.domain import audit_batches
from tests.incidents.audit_samples import AT, bound

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
            cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")
    call_command("grant_web_role")
    return ROLE


@pytest.mark.parametrize("right", ["SELECT", "INSERT", "UPDATE", "DELETE"])
def test_it_reads_and_writes_the_records(role, right):
    assert may("incidents_report", right)
    assert may("accounts_user", right)
    assert may("procrastinate_jobs", right)


@pytest.mark.parametrize(
    "table", ["incidents_auditevent", "incidents_auditset", "incidents_auditbatch", "django_migrations"]
)
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


SIGNER = "kua_test_signer"
LOG, SETS, BATCHES = "incidents_auditevent", "incidents_auditset", "incidents_auditbatch"
LINE = "SELECT kua_audit_append(now(), 'U-1', 'admin', 'denied', 'page', '', '{}', ARRAY['P-1'])"
A_BATCH = "SELECT kua_audit_batch(9, 1, 1, 1, '', '', '', now(), '', '', '')"


@pytest.fixture
def signer(role):
    """A role that binds the log."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {SIGNER}")
        cursor.execute(f"GRANT {SIGNER} TO CURRENT_USER")
    call_command("grant_web_role", signer=SIGNER)
    return SIGNER


def said(role: str, statement: str) -> str:
    """What the database answers the role: nothing, or its refusal. Nothing of it stays."""
    with connection.cursor() as cursor, transaction.atomic():
        # Outside of what may be refused: a test that cannot become the role must not take that for a refusal.
        cursor.execute(f"SET LOCAL ROLE {role}")
        try:
            with transaction.atomic():
                cursor.execute(statement)
            answer = ""
        except DatabaseError as error:
            answer = str(error)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("table", [LOG, SETS, BATCHES])
@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO {t} SELECT * FROM {t}", "COPY {t} FROM STDIN", "UPDATE {t} SET {c} = {c}", "DELETE FROM {t}", "TRUNCATE {t}",
     "MERGE INTO {t} USING (VALUES (1)) AS x(y) ON true WHEN MATCHED THEN DELETE", "SELECT * FROM {t} FOR UPDATE", "LOCK TABLE {t}",
     "ALTER TABLE {t} DISABLE TRIGGER ALL", "ALTER TABLE {t} DISABLE TRIGGER audit_kept", "ALTER TABLE {t} ADD COLUMN x int",
     "ALTER TABLE {t} OWNER TO {r}", "DROP TABLE {t}", "DROP TRIGGER audit_kept ON {t}", "CREATE RULE x AS ON INSERT TO {t} DO INSTEAD NOTHING",
     "CREATE TRIGGER x BEFORE INSERT ON {t} EXECUTE FUNCTION kua_audit_kept()", "COMMENT ON TABLE {t} IS ''", "REINDEX TABLE {t}"],
)  # fmt: skip
def test_neither_the_log_nor_its_batches_are_its_to_touch(role, table, statement):
    column = {LOG: "verb", SETS: "sha256", BATCHES: "sha256"}[table]
    refusal = said(role, statement.format(t=table, c=column, r=role))
    assert "permission denied" in refusal or "must be owner" in refusal, refusal


@pytest.mark.parametrize(
    "statement",
    ["SET session_replication_role = replica", "DROP FUNCTION kua_audit_kept()", "ALTER FUNCTION kua_audit_kept() OWNER TO kua_web",
     "CREATE OR REPLACE FUNCTION kua_audit_kept() RETURNS trigger LANGUAGE sql AS ''", "CREATE TABLE incidents_more (id int)",
     "SELECT setval(pg_get_serial_sequence('incidents_auditevent', 'id'), 1)", "SELECT nextval(pg_get_serial_sequence('incidents_auditevent', 'id'))",
     "ALTER DATABASE postgres SET session_replication_role = replica"],
)  # fmt: skip
def test_nor_is_what_guards_them(role, statement):
    refusal = said(role, statement)
    assert re.search("permission denied|must be owner|no schema has been selected", refusal), refusal


def test_a_table_of_the_same_name_of_its_own_takes_no_line(role):
    """A temporary table comes first for whoever looks a name up; the function looks up none."""
    own = (f"CREATE TEMP TABLE {LOG} (LIKE {LOG}); CREATE TEMP TABLE {SETS} (LIKE {SETS} INCLUDING INDEXES);"
           " CREATE FUNCTION pg_temp.isfinite(timestamptz) RETURNS boolean LANGUAGE sql AS 'SELECT true';" + LINE)  # fmt: skip
    assert said(role, own) == ""
    before = asked(f"SELECT count(*) FROM public.{LOG}")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(own)
        assert asked(f"SELECT count(*) FROM pg_temp.{LOG}") == 0
        assert asked(f"SELECT count(*) FROM public.{LOG}") == before + 1
        transaction.set_rollback(True)


def test_it_appends_lines_and_batches_by_the_functions(role):
    assert said(role, LINE) == ""
    assert "not the next batch" in said(role, A_BATCH)


def test_where_another_role_binds_the_log_the_web_role_cannot(signer):
    assert "permission denied" in said(ROLE, A_BATCH)
    assert said(ROLE, LINE) == ""
    assert "not the next batch" in said(signer, A_BATCH)
    assert said(signer, LINE) == ""
    for statement in (
        "SELECT * FROM incidents_person",
        f"DELETE FROM {LOG}",
        f"UPDATE {BATCHES} SET number = 1",
        "DELETE FROM incidents_auditcheck",
    ):
        assert "permission denied" in said(signer, statement)


def test_the_role_that_binds_does_all_that_it_has_to(signer):
    bound(batches=1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {signer}")
        assert audit_batches.bind(at=AT) == [2]
        assert audit_batches.check(at=AT, part="whole").problem == ""
        assert len(list(audit_batches.export())) > 5
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("table", [LOG, SETS, BATCHES])
def test_not_even_the_owner_empties_the_log_without_taking_the_trigger_off(db, table):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER audit_kept")
        with pytest.raises(DatabaseError, match="is never emptied"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table}")
        transaction.set_rollback(True)
