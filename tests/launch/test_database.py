"""What is said of a DATABASE_URL, and what a database is for."""

import os
import socket

import psycopg
import pytest

from config.launch import database
from config.launch.refused import Refused


@pytest.mark.parametrize("url", ["sqlite:///kua.db", "mysql://a:hidden@h/d", "kua", "", "postgres"])
def test_another_kind_of_database_is_refused_with_an_example(url):
    with pytest.raises(Refused, match="does not name a PostgreSQL database; write postgresql://") as refusal:
        database.check(url)
    assert "hidden" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kua:hid/den@127.0.0.1:5432/kua",
        "postgresql://kua:hid den@127.0.0.1:1/kua",
        "postgresql://kua:hidden@127.0.0.1:hidden/kua",
        "postgresql://kua:hid%ZZden@127.0.0.1:1/kua",
        "postgresql://kua:hidden@127.0.0.1:1/kua?hidden=1",
        "postgresql://kua:hid\0den@127.0.0.1:1/kua",
        "postgresql://kua:hid\udcffden@127.0.0.1:1/kua",
    ],
)
def test_a_mistyped_address_never_shows_a_part_of_its_password(url):
    with pytest.raises(Refused, match="DATABASE_URL leads to no usable database") as refusal:
        database.check(url)
    assert "hid" not in str(refusal.value)
    assert "den" not in str(refusal.value)


def test_a_port_where_nothing_answers_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(Refused, match="nothing answers at its host and port"):
            database.check(f"postgres://kua:pw@127.0.0.1:{free.getsockname()[1]}/kua")


@pytest.mark.parametrize(
    ("libpq", "words"),
    [
        ('FATAL: password authentication failed for user "kua"', "user name or password is refused"),
        ("fe_sendauth: no password supplied", "asks for a password"),
        ('FATAL: database "x" does not exist', "does not exist on that server"),
        ('could not translate host name "x" to address', "host name is not known"),
        ("connection timeout expired", "does not answer"),
        ("FATAL: sorry, too many clients already", "takes no more connections"),
        ("no pg_hba.conf entry for host", "does not let this machine in"),
        ("something new", "not a usable address"),
    ],
)
def test_each_reason_has_our_own_words(libpq, words):
    assert words in database.reason(psycopg.OperationalError(libpq))


def test_a_server_that_kua_can_work_on_is_accepted():
    database.check(os.environ["DATABASE_URL"])


def test_a_database_that_does_not_exist_is_told():
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    missing = base.rsplit("/", 1)[0] + "/kua_is_not_there?" + query
    with pytest.raises(Refused, match="does not exist on that server"):
        database.check(missing)


@pytest.mark.parametrize(
    ("found", "empty", "demo"),
    [
        ("new", False, True),
        ("new", True, False),
        ("kua: demo", False, True),
        ("kua: demo, being filled", False, True),
        ("kua: empty", False, False),
        ("kua: empty", True, False),
    ],
)
def test_demo_data_come_only_into_a_new_database(found, empty, demo):
    assert database.is_demo(found, empty) is demo


def test_a_demo_is_never_started_as_an_empty_house():
    with pytest.raises(Refused, match="holds demo data; an empty start needs another"):
        database.is_demo("kua: demo", True)


class Rows:
    """A connection that answers each question with the next row."""

    def __init__(self, *rows):
        self.rows = list(rows)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return None

    def execute(self, statement):
        return self

    def fetchone(self):
        return self.rows.pop(0)


@pytest.mark.parametrize(
    ("rows", "mark"),
    [
        ([(None, False)], "new"),
        ([(None, True), (False,)], "new"),
        ([(None, True), (True,)], "kua: empty"),
        ([("a comment of somebody else", True), (True,)], "kua: empty"),
        ([("kua: demo", True)], "kua: demo"),
        ([("kua: empty", True)], "kua: empty"),
    ],
)
def test_a_database_with_people_and_no_mark_is_never_filled_with_demo_data(monkeypatch, rows, mark):
    monkeypatch.setattr(database, "connect", lambda url: Rows(*rows))
    assert database.mark("postgresql://") == mark


@pytest.mark.parametrize(
    ("url", "role"),
    [("postgresql://web@/kua?host=/tmp", "web"), ("postgres://web:pw@h:5432/kua", "web"), ("postgres://h/kua", "")],
)
def test_the_role_of_an_address(monkeypatch, url, role):
    monkeypatch.delenv("PGUSER", raising=False)
    assert database.web_role(url) == role
