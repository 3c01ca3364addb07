"""Gives the database role that serves pages its rights: every row but those of the audit log."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from psycopg import sql

READ_ONLY = ("incidents_auditevent", "django_migrations")
FUNCTIONS = ("kua_audit_append",)


class Command(BaseCommand):
    """Idempotent; run by the role that owns the tables, after every migration."""

    help = "Grant the web role what serving needs. The audit log it only reads; it appends through one function."

    def add_arguments(self, parser):
        parser.add_argument("--role", default="kua_web", help="the role of the web workers (default: kua_web)")

    def handle(self, *, role, **options):
        with transaction.atomic(), connection.cursor() as cursor:
            if not is_another_role(cursor, role):
                self.stdout.write(f"Nothing granted: {role} is no role of this server, or the owner itself.")
                return
            for statement in statements(cursor, role):
                cursor.execute(statement)


def is_another_role(cursor, role: str) -> bool:
    """Whether the role exists and is not the one that owns the tables."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
    return cursor.fetchone() is not None


def statements(cursor, role: str) -> list[sql.Composed]:
    """The grants, and the revocations that make the exceptions."""
    cursor.execute("SELECT current_schema()")
    names = {"role": sql.Identifier(role), "schema": sql.Identifier(cursor.fetchone()[0])}
    wanted = [
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    ]
    granted = [sql.SQL(text).format(**names) for text in wanted]
    return granted + read_only(cursor, names) + appending(cursor, names)


def read_only(cursor, names: dict) -> list[sql.Composed]:
    """Take the writing rights on the tables that the web role only reads."""
    cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relname = ANY(%s)"
                   " AND relnamespace = current_schema()::regnamespace", [list(READ_ONLY)])  # fmt: skip
    text = "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {schema}.{table} FROM {role}"
    return [sql.SQL(text).format(table=sql.Identifier(table), **names) for (table,) in cursor.fetchall()]


def appending(cursor, names: dict) -> list[sql.Composed]:
    """Let the web role, and nobody else, call the functions that append."""
    cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proname = ANY(%s)"
                   " AND pronamespace = current_schema()::regnamespace", [list(FUNCTIONS)])  # fmt: skip
    found = [sql.SQL(signature) for (signature,) in cursor.fetchall()]
    taken = [sql.SQL("REVOKE EXECUTE ON FUNCTION {f} FROM PUBLIC").format(f=signature) for signature in found]
    given = [sql.SQL("GRANT EXECUTE ON FUNCTION {f} TO {role}").format(f=signature, **names) for signature in found]
    return taken + given
