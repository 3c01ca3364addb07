"""The port, the data folder and the environment of Kua's processes."""

import os
import socket

import pytest

from config.launch import setting
from config.launch.refused import Refused


@pytest.mark.parametrize(("given", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "8123"}, 8123)])
def test_the_port_is_8000_unless_told(given, port):
    assert setting.port(given) == port


@pytest.mark.parametrize("word", ["0", "65536", "-1", "http", "8000 ", "²"])
def test_a_port_that_is_none_is_refused(word):
    with pytest.raises(Refused, match="PORT is .*; it must be a number from 1 to 65535"):
        setting.port({"PORT": word})


def test_a_port_in_use_is_told_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=rf"port {port} is in use; choose another, as in PORT=8001 bin/run"):
            setting.refuse_taken(port)
    setting.refuse_taken(port)


def test_a_port_that_this_user_may_not_open_is_told(monkeypatch):
    class Guarded(socket.socket):
        def bind(self, address):
            raise PermissionError

    monkeypatch.setattr(setting.socket, "socket", Guarded)
    with pytest.raises(Refused, match="may not open port 80"):
        setting.refuse_taken(80)


def test_the_data_folder_is_made_for_its_owner_only(tmp_path):
    folder = setting.var_folder({"KUA_VAR": str(tmp_path / "my data")})
    assert folder == tmp_path / "my data"
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert (folder / "log").is_dir()


def test_a_file_in_the_place_of_the_data_folder_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match=r"the data folder .*file cannot be written .*name another one, as in KUA_VAR="):
        setting.var_folder({"KUA_VAR": str(tmp_path / "file")})


def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(setting.os, "access", lambda path, mode: False)
    with pytest.raises(Refused, match=r"cannot be written \(permission denied\)"):
        setting.var_folder({"KUA_VAR": str(tmp_path)})


def test_a_read_only_disk_is_told(tmp_path, monkeypatch):
    def mkdir(self, **options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(setting.Path, "mkdir", mkdir)
    with pytest.raises(Refused, match=r"cannot be written \(read-only file system\)"):
        setting.var_folder({"KUA_VAR": str(tmp_path / "x")})


@pytest.mark.parametrize(("word", "empty"), [("0", True), ("no", True), ("", False), ("1", False)])
def test_demo_data_can_be_declined_by_the_environment(word, empty):
    assert setting.wants_empty({"KUA_DEMO": word}) is empty


def test_processes_get_the_secrets_and_the_folder_and_keep_the_persons_own(tmp_path):
    given = {
        "PATH": os.defpath,
        "KUA_HOSTS": "kua.example",
        "DJANGO_SETTINGS_MODULE": "other",
        "GUNICORN_CMD_ARGS": "-b :1",
    }
    made = setting.for_processes(given, tmp_path)
    assert made["KUA_VAR"] == str(tmp_path)
    assert made["DJANGO_SETTINGS_MODULE"] == "config.settings"
    assert made["KUA_HOSTS"] == "kua.example"
    assert made["KUA_SECRET_KEY"]
    assert "GUNICORN_CMD_ARGS" not in made


def test_variables_of_libpq_do_not_lead_away_from_the_embedded_database(monkeypatch):
    monkeypatch.setenv("PGHOST", "elsewhere")
    environment = {"PGHOST": "elsewhere", "PGPASSWORD": "x", "PATH": "/bin"}
    setting.forget_libpq(environment)
    assert environment == {"PATH": "/bin"}
    assert "PGHOST" not in os.environ
