"""The sequence of bin/run, with stand-ins for its processes."""

import http.server
import threading
from types import SimpleNamespace

import pytest

from config.launch import run
from config.launch.refused import Refused


class Preparing:
    """A supervisor whose step writes a report, or nothing."""

    def __init__(self, text):
        self.text = text

    def run(self, command, environment, *, stderr, pass_fds, cwd):
        self.command = command
        run.os.write(pass_fds[0], self.text.encode())
        return SimpleNamespace(returncode=1)


@pytest.fixture
def environment(tmp_path):
    (tmp_path / "log").mkdir()
    return {"KUA_VAR": str(tmp_path)}


def test_what_the_preparation_has_to_say_is_handed_on(environment):
    supervisor = Preparing('{"people": "somebody"}')
    urls = run.Urls("postgresql://owner@/kua", "postgresql://kua_web@/kua")
    assert run.prepare(supervisor, environment, urls, "new") == {"people": "somebody"}
    assert supervisor.command[supervisor.command.index("--web-role") + 1] == "kua_web"


def test_with_one_role_for_everything_nothing_is_granted(environment):
    supervisor = Preparing("{}")
    run.prepare(supervisor, environment, run.Urls("postgresql://a@/kua", "postgresql://a@/kua"), "new")
    assert supervisor.command[supervisor.command.index("--web-role") + 1] == ""


@pytest.mark.parametrize(
    ("text", "word"), [('{"failed": "ProgrammingError"}', r"\(ProgrammingError\)"), ("", r"\(exit code 1\)")]
)
def test_a_preparation_that_fails_is_one_sentence_and_a_file_to_read(environment, text, word):
    with pytest.raises(Refused, match=rf"could not be prepared {word}; see .*prepare\.log"):
        run.prepare(Preparing(text), environment, run.Urls("a", "a"), "new")


@pytest.fixture
def page():
    """A server that says what it is told to, and keeps the Host it was asked for."""

    class Page(http.server.BaseHTTPRequestHandler):
        words, host = b"ok\n", None

        def do_GET(self):  # noqa: N802
            Page.host = self.headers["Host"]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(Page.words)

        def log_message(self, *words):
            """Quiet."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_port, Page
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_first_page_is_waited_for_under_the_name_of_this_house(page):
    port, handler = page
    assert run.answers(port, "kua.example")
    assert handler.host == "kua.example"


def test_another_answer_is_no_first_page(page):
    port, handler = page
    handler.words = b"not yet"
    assert not run.answers(port, "127.0.0.1")


def test_a_web_server_that_never_answers_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "PATIENCE", 0)
    with pytest.raises(Refused, match=r"did not answer within 0 seconds; its words are in .*web\.log"):
        run.await_page(SimpleNamespace(glance=lambda: None), 1, "127.0.0.1", tmp_path / "web.log")


def test_nothing_at_the_port_is_no_answer():
    assert not run.answers(1, "127.0.0.1")


def test_a_folder_that_another_start_uses_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(run.embedded.Server, "claim", lambda self: False)
    with pytest.raises(Refused, match="another Kua uses the data folder"):
        run.open_database(None, {}, tmp_path)


def test_a_given_database_is_used_by_one_role_and_no_server_is_started(monkeypatch, tmp_path):
    monkeypatch.setattr(run.database, "check", lambda url: None)
    urls = run.open_database(None, {"DATABASE_URL": "postgresql://a@h/kua"}, tmp_path)
    assert urls == ("postgresql://a@h/kua", "postgresql://a@h/kua")


def test_a_given_web_role_must_be_let_in_too(monkeypatch, tmp_path):
    given = {"DATABASE_URL": "postgresql://a@h/kua", "KUA_WEB_DATABASE_URL": "postgresql://w:hidden@127.0.0.1:1/kua"}
    monkeypatch.setattr(run.database, "check", lambda url: None)
    with pytest.raises(Refused, match="KUA_WEB_DATABASE_URL leads to no usable database: nothing answers") as refusal:
        run.open_database(None, given, tmp_path)
    assert "hidden" not in str(refusal.value)


def test_the_key_of_the_log_is_with_the_job_worker_and_not_with_the_pages(monkeypatch, tmp_path):
    kept = {}
    watch = SimpleNamespace(keep=lambda name, command, environment, log: kept.update({name: environment}))
    monkeypatch.setattr(run, "await_page", lambda *given: None)
    run.serve(watch, {"KUA_AUDIT_KEY": "5ea1", "KUA_SECRET_KEY": "x"}, tmp_path, 8000)
    assert kept["job worker"]["KUA_AUDIT_KEY"] == "5ea1"
    assert kept["web server"] == {"KUA_AUDIT_KEY": "", "KUA_SECRET_KEY": "x"}
