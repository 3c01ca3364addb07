"""The embedded database: it knows Kazakh, keeps its rights apart and its secrets to itself, and comes back after a crash."""

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.launch import embedded, manage, setting
from config.launch.binaries import Binaries
from config.launch.refused import Refused

pytestmark = pytest.mark.launch


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("Қазақ database") / "postgres"


@pytest.fixture(scope="module")
def server(home):
    server = embedded.Server(home, embedded.THROWAWAY)
    assert server.claim()
    server.start()
    yield server
    server.stop()


def test_trigrams_and_lower_case_know_kazakh_letters(server):
    with server.connect() as connection:
        trigrams, lower = connection.execute("SELECT show_trgm('Қайрат'), lower('ҚӘҒҰҮІӨҢҺ')").fetchone()
    assert len(trigrams) == 7
    assert lower == "қәғұүіөңһ"


def test_it_listens_to_no_network_and_its_folder_is_private(server):
    with server.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert oct(server.home.stat().st_mode & 0o777) == "0o700"


@pytest.mark.parametrize("role", [embedded.OWNER, embedded.WEB])
def test_neither_the_owner_nor_the_web_role_is_a_superuser(server, role):
    with psycopg.connect(server.url(role)) as connection:
        assert connection.execute("SELECT current_setting('is_superuser'), current_user").fetchone() == ("off", role)


def test_the_web_role_makes_no_tables(server):
    with psycopg.connect(server.url(embedded.WEB)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE something (id int)")


def test_no_value_of_a_failed_statement_reaches_its_log(server):
    with psycopg.connect(server.url(embedded.OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE secret (word text UNIQUE, number int)")
        for statement in ("INSERT INTO secret VALUES ('canary', 1)", "INSERT INTO secret VALUES ('canary', 1)"):
            with contextlib.suppress(psycopg.errors.UniqueViolation):
                connection.execute(statement)
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT 'canary'::int")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT %s::int", ["canary"])
    assert "canary" not in server.log.read_text()


def test_a_second_supervisor_is_refused_the_same_folder(server, home):
    assert embedded.Server(home).claim() is False


def test_a_command_is_the_guest_of_the_database_that_runs(server, home):
    with manage.running(embedded.Server(home)) as guest:
        assert guest.process is None
        assert guest.url(embedded.OWNER) == server.url(embedded.OWNER)
    assert manage.answers(server)


def test_a_database_of_another_version_is_refused_in_one_sentence(server):
    with pytest.raises(Refused, match="was made by PostgreSQL 18 and this is 19; carry it over"):
        server._refuse_other_version(Binaries(server.home, 19))


def test_a_server_of_a_killed_start_is_waited_for_and_its_data_recovered(tmp_path):
    code = "import sys; from tests.launch.test_embedded import hold; hold(sys.argv[1])"
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, cwd=setting.BASE)
    assert holder.stdout.readline() == b"kept\n"
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    server = embedded.Server(tmp_path, embedded.THROWAWAY)
    try:
        assert server.claim()
        server.start()
        with psycopg.connect(server.url(embedded.OWNER)) as connection:
            assert connection.execute("SELECT word FROM kept").fetchone() == ("қалды",)
    finally:
        server.stop()


def hold(folder):
    """Start a database, write a row, and wait to be killed."""
    server = embedded.Server(Path(folder), embedded.THROWAWAY)
    server.claim()
    server.start()
    with psycopg.connect(server.url(embedded.OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'қалды' AS word")
    print("kept", flush=True)
    time.sleep(60)


def test_a_half_made_database_is_made_anew(tmp_path, monkeypatch):
    draft = tmp_path / "data.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18")
    made = []

    def start(command, **options):
        made.append(command)
        assert not draft.exists()
        draft.mkdir()
        return subprocess.Popen(["true"])

    monkeypatch.setattr(embedded.children, "start", start)
    server = embedded.Server(tmp_path)
    server._make(Binaries(tmp_path, 18))
    assert server.data.is_dir()
    assert "--builtin-locale=C.UTF-8" in made[0]
    assert "--lc-ctype=C.UTF-8" in made[0]


def test_before_version_17_the_machines_own_locale_is_asked_for(tmp_path, monkeypatch):
    made = []

    def start(command, **options):
        made.extend(command)
        (tmp_path / "data.new").mkdir()
        return subprocess.Popen(["true"])

    monkeypatch.setattr(embedded.children, "start", start)
    embedded.Server(tmp_path)._make(Binaries(tmp_path, 15))
    assert "--lc-ctype=C.UTF-8" in made
    assert not any("provider" in word for word in made)


def test_a_database_that_cannot_be_made_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded.children, "start", lambda command, **options: subprocess.Popen(["false"]))
    with pytest.raises(Refused, match=r"could not be made in .*; its words are in .*log"):
        embedded.Server(tmp_path)._make(Binaries(tmp_path, 18))


def test_root_without_user_namespaces_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(embedded.children, "is_refused_user", lambda: True)
    monkeypatch.setattr(embedded.children, "can_become_nobody", lambda: False)
    with pytest.raises(Refused, match="start Kua as an ordinary user, or set DATABASE_URL"):
        embedded.refuse_user()


def test_the_lock_tells_that_no_server_process_lives(server, monkeypatch):
    monkeypatch.setattr(embedded, "PATIENCE", 0)
    with pytest.raises(Refused, match="an earlier database still runs"), server._alone():
        pass
