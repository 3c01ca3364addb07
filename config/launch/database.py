"""What the start must know of a database before Django does: that it is usable, and whether it holds demo data."""

import os
from urllib.parse import urlsplit

import psycopg

from config.launch.binaries import OLDEST
from config.launch.refused import Refused

# How a refused connection is told: never in libpq's words, which may repeat a part of a mistyped password.
REASONS = (
    ("password authentication failed", "its user name or password is refused"),
    ("no password supplied", "the server asks for a password and it has none"),
    ("does not exist", "its user or database does not exist on that server"),
    ("could not translate host name", "its host name is not known"),
    ("failed to resolve host", "its host name is not known"),
    ("connection refused", "nothing answers at its host and port"),
    ("no such file", "no server is at its socket"),
    ("timeout", "its server does not answer"),
    ("timed out", "its server does not answer"),
    ("too many clients", "its server takes no more connections"),
    ("no pg_hba.conf entry", "its server does not let this machine in"),
    ("ssl", "its server asks for other encryption settings (sslmode)"),
)
MARKS = {"kua: demo", "kua: demo, being filled", "kua: empty"}
MARK = "SELECT obj_description(to_regclass('django_migrations'), 'pg_class'), to_regclass('accounts_user') IS NOT NULL"


def reason(error: Exception) -> str:
    """Why a connection failed, in our words."""
    text = str(error).lower()
    return next((words for part, words in REASONS if part in text), "it is not a usable address of a server")


def connect(url: str, name: str = "DATABASE_URL") -> psycopg.Connection:
    """A connection to the database of an environment variable, or one sentence about that variable."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise Refused(
            f"{name} does not name a PostgreSQL database; write postgresql://user:password@host:5432/database."
        )
    try:
        return psycopg.connect(libpq(url), connect_timeout=5, autocommit=True)
    except (psycopg.Error, UnicodeError, ValueError) as error:
        raise Refused(f"{name} leads to no usable database: {reason(error)}.") from None


def libpq(url: str) -> str:
    """The URL as libpq reads it; it knows no driver in the scheme."""
    return "postgresql://" + url.split("://", 1)[-1]


def check(url: str, name: str = "DATABASE_URL") -> None:
    """Refuse a server that Kua cannot work on."""
    with connect(url, name) as connection:
        if connection.info.server_version < OLDEST * 10000:
            raise Refused(f"the server of {name} is older than PostgreSQL {OLDEST}; Kua needs {OLDEST} or later.")
        if connection.execute("SELECT lower('Қ') = 'қ'").fetchone() != (True,):
            raise Refused(f"the database of {name} does not know Cyrillic letters; make it with the locale C.UTF-8.")
        if connection.execute("SHOW server_encoding").fetchone() != ("UTF8",):
            raise Refused(f"the database of {name} does not store UTF-8; make it with ENCODING 'UTF8'.")


def mark(url: str) -> str:
    """What the database is for: one of MARKS, or "new". One with people but no mark counts as "kua: empty"."""
    with connect(url) as connection:
        found, has_people_table = connection.execute(MARK).fetchone()
        if found in MARKS:
            return found
        if has_people_table and connection.execute("SELECT EXISTS (SELECT 1 FROM accounts_user)").fetchone()[0]:
            return "kua: empty"
    return "new"


def is_demo(found: str, empty: bool) -> bool:
    """Whether this start is one with demo data; `empty` is what the person asked for."""
    if found.startswith("kua: demo"):
        if empty:
            raise Refused(
                "this database holds demo data; an empty start needs another, as in KUA_VAR=/path bin/run --empty."
            )
        return True
    return found == "new" and not empty


def web_role(url: str) -> str:
    """The role that a URL signs in as."""
    return urlsplit(url).username or os.environ.get("PGUSER", "")
