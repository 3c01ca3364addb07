"""Brings the database and the static files up to date, in one process with Django. Started by run, as the owner."""

import argparse
import io
import json
import os
import sys
import traceback
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.db import connection

from config.launch import collect

TURN = 5_824_101  # any number, the same for every start on one database
FILLING, DEMO, EMPTY = "kua: demo, being filled", "kua: demo", "kua: empty"


def main() -> None:
    """Prepare, and tell the starting process what to show; on failure its reason in a word, the rest on stderr."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mark", required=True)
    parser.add_argument("--web-role", default="")
    parser.add_argument("--report", type=int, required=True)
    options = parser.parse_args()
    try:
        django.setup()
        report = prepare(options.mark, options.web_role)
    except CommandError as error:
        traceback.print_exc()
        report = {"failed": type(error).__name__, "why": str(error)}
    except Exception as error:
        traceback.print_exc()
        report = {"failed": type(error).__name__}
    with open(options.report, "w", encoding="utf-8") as out:
        json.dump(report, out)
    sys.exit("failed" in report)


def prepare(mark: str, web_role: str) -> dict[str, str]:
    """Migrate, grant, fill and collect; done again it changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
    with collect.beside(settings.BASE_DIR, settings.VAR_DIR, settings.STATICFILES_DIRS):
        return fill(mark, web_role)


def fill(mark: str, web_role: str) -> dict[str, str]:
    """What concerns the database; what a command has to say of it."""
    if mark == "new":
        say("Making the tables ...")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if web_role:
        call_command("grant_web_role", role=web_role, stdout=io.StringIO())
    load_places()
    make_keys()
    if settings.DEMO:
        fill_demo(mark)
        return {"people": words("demo_people")}
    if mark == "new":
        write_mark(EMPTY)
    return {"link": words("first_admin_link")}


def make_keys() -> None:
    """The key ring of the secret texts, where none is given; refused where texts are sealed with a missing one. A ring
    from before gets the keys that it lacks; one in the environment is only looked at."""
    if os.environ.get(settings.KEYS_VARIABLE):
        call_command("keys", "status", stdout=io.StringIO())
    elif Path(settings.KEYS_FILE).exists():
        call_command("keys", "complete", stdout=io.StringIO())
    else:
        call_command("keys", "init", stdout=io.StringIO())


def fill_demo(mark: str) -> None:
    """Fill the demo data in once; a start that was interrupted while filling goes on."""
    if mark == DEMO:
        return
    write_mark(FILLING)
    say("Filling in the demo data ...")
    call_command("seed_demo", verbosity=0, stdout=io.StringIO())
    write_mark(DEMO)


def load_places() -> None:
    """Load the gazetteer where its files, or the folding of names, are other than when it was loaded last."""
    folders = [settings.BASE_DIR / "incidents" / name for name in ("data", "domain")]
    current = f"kua: loaded {collect.fingerprint(folders)}"
    if read_mark("incidents_place") != current:
        call_command("load_gazetteer", verbosity=0, stdout=io.StringIO())
        write_mark(current, "incidents_place")


def write_mark(text: str, table: str = "django_migrations") -> None:
    """Remember in the database itself what it is for, or what was loaded into it."""
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE {table} IS '{text}'")


def read_mark(table: str) -> str | None:
    """What was remembered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(%s::regclass, 'pg_class')", [table])
        return cursor.fetchone()[0]


def words(command: str) -> str:
    """What a command prints; nothing where it has nothing to say."""
    if command not in get_commands():
        return ""
    out = io.StringIO()
    try:
        call_command(command, stdout=out)
    except CommandError:
        return ""
    return out.getvalue().strip()


def say(text: str) -> None:
    """A line on the terminal about what takes a while."""
    print(text, flush=True)


if __name__ == "__main__":
    os.umask(0o077)
    main()
