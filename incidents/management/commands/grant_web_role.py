"""Gives the database role that serves pages its rights: every row but those of the audit log. And one for the log."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from psycopg import sql

READ_ONLY = ("incidents_auditevent", "incidents_auditset", "incidents_auditbatch", "django_migrations")
APPEND, BATCH = "kua_audit_append", "kua_audit_batch"
PUBLIC_AWAY = "REVOKE EXECUTE ON FUNCTION {f} FROM PUBLIC"
OWN_AWAY = "REVOKE EXECUTE ON FUNCTION {f} FROM {role}"
# What a role reads and writes that does nothing but bind the log and check it (docs/audit.md).
SIGNER_READS = ("incidents_auditevent", "incidents_auditset", "incidents_auditbatch", "incidents_auditcheck")
SIGNER_WRITES = ("incidents_auditcheck",)


class Command(BaseCommand):
    """Idempotent; run by the role that owns the tables, after every migration."""

    help = "Grant the web role what serving needs. The audit log it only reads; it appends through one function."

    def add_arguments(self, parser):
        parser.add_argument("--role", default="kua_web", help="the role of the web workers (default: kua_web)")
        parser.add_argument("--signer", help="a role of its own that binds the audit log; the web role then cannot")

    def handle(self, *, role, signer=None, **options):
        with transaction.atomic(), connection.cursor() as cursor:
            for name in filter(None, (role, signer)):
                if not is_another_role(cursor, name):
                    self.stdout.write(f"Nothing granted: {name} is no role of this server, or the owner itself.")
                    return
            functions = (APPEND,) if signer else (APPEND, BATCH)
            wanted = statements(cursor, role, functions) + (signing(cursor, signer) if signer else [])
            for statement in wanted:
                cursor.execute(statement)


def is_another_role(cursor, role: str) -> bool:
    """Whether the role exists and is not the one that owns the tables."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
    return cursor.fetchone() is not None


def named(cursor, role: str) -> dict[str, sql.Identifier]:
    """The role and the schema, for a statement."""
    cursor.execute("SELECT current_schema()")
    return {"role": sql.Identifier(role), "schema": sql.Identifier(cursor.fetchone()[0])}


def statements(cursor, role: str, functions: tuple[str, ...]) -> list[sql.Composed]:
    """The grants, and the revocations that make the exceptions."""
    names = named(cursor, role)
    wanted = [
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    ]
    granted = [sql.SQL(text).format(**names) for text in wanted]
    return granted + read_only(cursor, names) + appending(cursor, names, functions)


def read_only(cursor, names: dict) -> list[sql.Composed]:
    """Take the writing rights on the tables that the web role only reads, and the right to use up their numbers."""
    cursor.execute("SELECT pg_get_serial_sequence(quote_ident(table_name), column_name) FROM information_schema.columns"
                   " WHERE table_schema = current_schema() AND table_name = ANY(%s)"
                   " AND column_name = 'id'", [list(READ_ONLY)])  # fmt: skip
    sequences = [sql.SQL(name) for (name,) in cursor.fetchall() if name]
    cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relname = ANY(%s)"
                   " AND relnamespace = current_schema()::regnamespace", [list(READ_ONLY)])  # fmt: skip
    text = "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {schema}.{table} FROM {role}"
    tables = [sql.SQL(text).format(table=sql.Identifier(table), **names) for (table,) in cursor.fetchall()]
    numbers = [sql.SQL("REVOKE ALL ON SEQUENCE {s} FROM {role}").format(s=sequence, **names) for sequence in sequences]
    return tables + numbers


def appending(cursor, names: dict, functions: tuple[str, ...]) -> list[sql.Composed]:
    """Let this role, and of PUBLIC nobody, call these of the functions that append."""
    cursor.execute("SELECT proname, oid::regprocedure::text FROM pg_proc WHERE proname = ANY(%s)"
                   " AND pronamespace = current_schema()::regnamespace", [[APPEND, BATCH]])  # fmt: skip
    changes = []
    for name, signature in cursor.fetchall():
        own = "GRANT EXECUTE ON FUNCTION {f} TO {role}" if name in functions else OWN_AWAY
        changes += [sql.SQL(text).format(f=sql.SQL(signature), **names) for text in (PUBLIC_AWAY, own)]
    return changes


def signing(cursor, signer: str) -> list[sql.Composed]:
    """What a role needs that binds and checks the log: to read the log, and to append batches and an alarm."""
    names = named(cursor, signer)
    granted = [sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {role}").format(**names)]
    for right, tables in (("SELECT", SIGNER_READS), ("INSERT, UPDATE", SIGNER_WRITES)):
        text = "GRANT " + right + " ON {schema}.{table} TO {role}"
        granted += [sql.SQL(text).format(table=sql.Identifier(table), **names) for table in tables]
    return granted + appending(cursor, names, (APPEND, BATCH))
