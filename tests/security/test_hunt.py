"""The canary hunt: the real product, a word in every secret field, provoked errors, a hard stop; then every byte is read."""

import base64
import http.client
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from config.launch import embedded, setting
from tests.launch import processes

pytestmark = pytest.mark.launch
SECRETS = {
    "name": "Zqhuntednamexw",
    "contact": "zqhuntedcontactxw@example.org",
    "note": "Zqhuntednotexw",
    "own": "Zqhuntedownxw",
    "witness": "Zqhuntedwitnessxw",
    "password": "zqhuntedpasswordxw-42",
    "wrong": "zqhuntedwrongwordxw-42",
    "totp": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
}
CONTROL = "Zqhuntedintheopenxw"
# All the words but one have this in common: a file without any form of it need not be read for each of them.
STEM = "qhunted"


def forms(word: str) -> list[bytes]:
    """The word as a machine may have written it down: in other encodings, in hexadecimal, in base 64 at every offset."""
    plain, found = (
        word.encode(),
        [word.encode(), word.lower().encode(), word.encode("utf-16-le"), word.encode("utf-16-be")],
    )
    found += [plain.hex().encode(), plain.hex().upper().encode()]
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + plain)
        found.append(coded[4 if offset else 0 : -4])
    return found


def holders(folder: Path) -> dict[str, list[str]]:
    """Word → the files under the folder that hold it in any form. Each file is read once."""
    wanted = {word: forms(word) for word in (*SECRETS.values(), CONTROL)}
    found: dict[str, list[str]] = {word: [] for word in wanted}
    stems = {form for word in (STEM, SECRETS["totp"]) for form in forms(word)}
    for path in folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        for word, several in wanted.items() if any(stem in raw for stem in stems) else ():
            if any(form in raw for form in several):
                found[word].append(str(path.relative_to(folder)))
    return found


class House:
    """The product as bin/run starts it, without demo data, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        for name in ("var", "tmp"):
            (folder / name).mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KUA_", "PG", "DATABASE_"))}
        self.folder, self.var = folder, folder / "var"
        self.environment = kept | {"KUA_VAR": str(self.var), "TMPDIR": str(folder / "tmp"), "PORT": str(self.port),
                                   "KUA_WORKERS": "1", "PYTHONPATH": str(setting.BASE)}  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.launch.run", "--empty"], cwd=setting.BASE, env=self.environment,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        for line in self.process.stdout:
            if line.startswith("Ctrl-C"):
                break
        self.family = processes.family(self.process.pid)

    def run(self, *command: str, given: str = "") -> str:
        """A command inside the house, as its owner."""
        own = setting.for_processes(self.environment, self.var)
        own["DATABASE_URL"] = embedded.Server(self.var / "postgres").url(embedded.OWNER)
        done = subprocess.run(
            [sys.executable, *command], cwd=setting.BASE, env=own, input=given, text=True, capture_output=True
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def ask(self, method: str, url: str, session: str = "", body: bytes = b"", **headers: str) -> tuple[int, dict, str]:
        """One request over the wire."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join(part for part in (session and f"sessionid={session}", headers.pop("cookie", "")) if part)
        connection.request(method, url, body, {"Cookie": cookies, **headers})
        answer = connection.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")
        connection.close()
        return found

    def send(self, url: str, session: str, **fields) -> int:
        """A form with its token, as a browser sends it."""
        _status, headers, page = self.ask("GET", url if session else "/accounts/login/", session)
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        cookie = headers["Set-Cookie"].split(";")[0]
        body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self.ask("POST", url, session, body, cookie=cookie, Origin=f"http://127.0.0.1:{self.port}",
                        **{"Content-Type": "application/x-www-form-urlencoded"})[0]  # fmt: skip

    def kill(self) -> None:
        """Nobody gets to tidy up."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        processes.left_after(self.family, 10)


@pytest.fixture(scope="module")
def hunted(tmp_path_factory):
    """The folder of a house in which everything secret was typed, rightly and wrongly, and which was then killed."""
    folder = tmp_path_factory.mktemp("hunted")
    house = House(folder)
    try:
        told = json.loads(house.run("-m", "tests.security.planting", given=json.dumps({**SECRETS, "control": CONTROL})))
        house.statuses = typed(house, told)
        house.run("manage.py", "backup", "--new-key", str(folder / "key"))
        house.run("manage.py", "backup", "--key-file", str(folder / "key"), str(folder / "all.backup"))
    finally:
        house.kill()
    house.found = holders(folder)
    return house


def typed(house: House, told: dict) -> dict[str, int]:
    """What people type, rightly and wrongly; the status of each."""
    activist, reviewer = told["cookies"]["aigerim"], told["cookies"]["dana"]
    source = f"/desk/reports/{told['draft']}/source/"
    known = {"kind": "person", "protection": "secret", "knowing": "relative", "tab": "t",
             **{name: SECRETS[name] for name in ("name", "contact", "note")}}  # fmt: skip
    broken = b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n' + SECRETS["note"].encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    secret = urlencode({"note": SECRETS["note"], "password": SECRETS["wrong"]}).encode()
    return {
        "source": house.send(source, activist, version=told["version"], **known),
        "stale source": house.send(source, activist, version=0, **{**known, "tab": "u"}),
        "bad source": house.send(source, activist, version=told["version"] + 1, **{**known, "kind": "nobody"}),
        "own contact": house.send("/desk/contact/", activist, contact=SECRETS["own"]),
        "witness": house.send(f"/desk/secrets/{told['report']}/note/write/", reviewer, note=SECRETS["witness"]),
        "wrong password": house.send("/accounts/login/", "", login="aigerim", password=SECRETS["wrong"]),
        "right password": house.send("/accounts/login/", "", login="aigerim", password=SECRETS["password"]),
        "no token": house.ask("POST", source, activist, secret, **form)[0],
        "signed out": house.ask("POST", source, "", secret, **form)[0],
        "no text": house.ask("POST", source, activist, secret + b"%00", **form)[0],
        "cut short": house.ask("POST", source, activist, broken, **{"Content-Type": "multipart/form-data; boundary=x"})[
            0
        ],
        "too large": house.ask("POST", source, activist, secret + b"a" * 3_000_000, **form)[0],
        "not there": house.ask("GET", f"/nothing/?q={SECRETS['name']}", activist)[0],
        "a strange path": house.ask("GET", f"/desk/reports/{SECRETS['name']}/", activist)[0],
        "a strange agent": house.ask("GET", "/desk/", activist, **{"User-Agent": SECRETS["note"]})[0],
    }


def test_everything_was_typed(hunted):
    """Else nothing secret was there to be found."""
    expected = {"source": 302, "stale source": 409, "bad source": 200, "own contact": 302, "witness": 302,
                "wrong password": 200, "right password": 302, "no token": 403, "no text": 400, "too large": 413,
                "not there": 404, "a strange path": 404, "a strange agent": 200}  # fmt: skip
    assert {name: hunted.statuses[name] for name in expected} == expected


def test_the_hunt_finds_what_is_there(hunted):
    """A word in a plain field stands in a table and in the write-ahead log; in the encrypted backup it does not."""
    found = hunted.found[CONTROL]
    assert any("pg_wal" in name for name in found)
    assert any("/base/" in name for name in found)
    assert not any(name.endswith(".backup") for name in found)
    assert base64.b64encode(b"so " + CONTROL.encode() + b" it is").count(forms(CONTROL)[-3]) == 1


@pytest.mark.parametrize("what", SECRETS)
def test_no_byte_that_the_house_wrote_holds_a_secret(what, hunted):
    """Tables, write-ahead log, logs of database, server and jobs, temporary files, media, static files, backup."""
    assert hunted.found[SECRETS[what]] == []


def test_the_hunt_reads_what_there_is(hunted):
    names = {path.name for path in hunted.folder.rglob("*") if path.is_file()}
    assert {"web.log", "jobs.log", "prepare.log", "all.backup"} <= names
    assert any(path.is_file() for path in (hunted.var / "postgres").glob("log*"))
