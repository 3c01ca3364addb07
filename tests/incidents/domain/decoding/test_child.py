"""A child can open nothing, is killed when it is slow, and is believed only what an honest one could say."""

import io
import json
import os
import subprocess
import sys
import threading

import pytest

from incidents.domain import decoding
from incidents.domain.decoders import wire
from incidents.domain.decoding import Broken, child, made, work
from tests.incidents.domain.decoders import media

# What a decoder that was taken over would try: to read a file, reach a machine, start a program, have more than given.
TRIES = """
import json, os, socket, sys
from incidents.domain.decoders import confine
holds = confine.hold(memory=2**31, seconds=60, parent=os.getppid(), namespaces=%s)
def tried(what):
    try:
        what()
        return "done"
    except Exception as error:
        return type(error).__name__
tries = {
    "file": lambda: open("/etc/hostname"),
    "folder": lambda: os.listdir("/"),
    "socket": lambda: socket.socket(),
    "write": lambda: os.mkdir("/tmp/made-by-a-decoder"),
    "memory": lambda: bytearray(2**33),
    "root": lambda: os.chroot("."),
    "copy": lambda: os.dup(0),
}
print(json.dumps(holds | {name: tried(what) for name, what in tries.items()}))
sys.stdout.flush()
"""


def tried(namespaces: bool) -> dict:
    """What came of it."""
    run = subprocess.run(
        [sys.executable, "-c", TRIES % namespaces], cwd=child.ROOT, env=child.ENVIRONMENT, capture_output=True, check=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return json.loads(run.stdout)


def test_a_child_can_neither_read_nor_write_nor_reach_anything():
    came = tried(namespaces=True)
    assert came["limits"]
    assert came["no_privileges"]
    assert [came[name] for name in ("file", "socket", "memory", "root", "copy")] == [
        "OSError", "OSError", "MemoryError", "PermissionError", "OSError",
    ]  # fmt: skip
    assert came["folder"] == "OSError"
    if came["no_files"]:
        assert came["write"] != "done"


def test_where_the_kernel_gives_no_namespaces_nothing_can_be_opened_either():
    came = tried(namespaces=False)
    assert not came["no_net"]
    assert [came[name] for name in ("file", "socket", "memory", "copy")] == [
        "OSError",
        "OSError",
        "MemoryError",
        "OSError",
    ]


def test_which_limits_hold_is_told_and_all_works_without_namespaces(monkeypatch):
    assert decoding.holds()["limits"]
    monkeypatch.setattr(child, "NAMESPACES", False)
    holds = decoding.holds()
    assert (holds["limits"], holds["no_net"], holds["no_files"]) == (True, False, False)
    data = media.film()
    assert decoding.look(io.BytesIO(data), len(data)).form == "video"


def test_a_child_knows_nothing_of_django_and_of_the_server_s_secrets():
    """Its modules are those of the decoders, and of the environment nothing reaches it."""
    said = subprocess.run(
        [sys.executable, "-c", "import sys; from incidents.domain.decoders import pictures, films, pdfs, archives, texts;"
         "import os; print([name for name in sys.modules if name.startswith(('django', 'incidents.models'))],"
         " sorted(set(os.environ) - {'LC_CTYPE'}))"],
        cwd=child.ROOT, env=child.ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == f"[] {sorted(child.ENVIRONMENT)}\n"


def test_a_child_that_is_too_slow_is_killed_and_the_file_counts_as_damaged(monkeypatch):
    """The clock runs also while its parent waits for the bytes of the file."""
    monkeypatch.setattr(child, "LOOK_SECONDS", 1)

    class Stuck(io.BytesIO):
        def read(self, size=-1):
            if size != 4096:
                threading.Event().wait(1.2)
            return super().read(size)

    data = media.picture()
    assert decoding.look(Stuck(data), len(data)).refused == "damaged"


def test_nothing_of_a_child_is_left_when_its_copies_are_not_fetched():
    data = media.pdf(3)
    with decoding.derived(io.BytesIO(data), len(data)) as (facts, copies):
        next(copies)
        number = next(int(name) for name in os.listdir("/proc") if name.isdecimal() and is_child(name))
    assert facts.pages == 3
    assert not os.path.exists(f"/proc/{number}")


def is_child(number: str) -> bool:
    try:
        with open(f"/proc/{number}/cmdline", "rb") as words, open(f"/proc/{number}/stat") as numbers:
            parent = numbers.read().rsplit(")", 1)[1].split()[1]
            return b"incidents.domain.decoders" in words.read() and parent == str(os.getpid())
    except OSError:
        return False


def test_memory_does_not_grow_with_the_file():
    """A film of 64 MB of which most is nothing: only what is needed is asked for."""
    film = media.film()
    asked = []

    class Large(io.RawIOBase):
        def seekable(self):
            return True

        def seek(self, offset, whence=0):
            self.at = offset
            return offset

        def read(self, size=-1):
            asked.append(size)
            part = film[self.at : self.at + size]
            part += bytes(size - len(part))
            self.at += size
            return part

    hole = (64 * 1024**2).to_bytes(4, "big") + b"free"
    film += hole
    assert decoding.look(Large(), len(film) - len(hole) + 64 * 1024**2).form == "video"
    assert max(asked) <= wire.CHUNK
    assert sum(asked) < 8 * 1024**2


# --- A child that lies -----------------------------------------------------------------------------------------------
HONEST = {"form": "picture", "media_type": "image/jpeg", "width": 1, "height": 1, "pages": None, "seconds": None,
          "dhash": -1, "told": {"make": "x"}}  # fmt: skip


@pytest.mark.parametrize(
    "lie",
    [{"form": "page"}, {"media_type": "text/html"}, {"media_type": ["image/jpeg"]}, {"width": -1}, {"width": "1"},
     {"width": True}, {"height": 2**40}, {"dhash": 2**63}, {"told": "x"}, {"told": None}],
)  # fmt: skip
def test_facts_that_no_honest_child_tells_are_not_believed(lie):
    assert made.facts(json.dumps(HONEST).encode()).told == {"make": "x"}
    with pytest.raises(Broken):
        made.facts(json.dumps(HONEST | lie).encode())


@pytest.mark.parametrize("words", [b"", b"[]", b"{", b"\xff", b"[" * 5000])
def test_words_that_are_none_are_not_believed(words):
    with pytest.raises(Broken):
        made.said(words)


@pytest.mark.parametrize(
    "lie", [{"kind": "original"}, {"media_type": "text/html"}, {"page": -1}, {"page": None}, {"kind": None}]
)
def test_copies_that_no_honest_child_makes_are_not_believed(lie):
    honest = {"kind": "view", "page": 0, "media_type": "image/jpeg", "recipe": "x\x00y" * 99}
    assert len(made.copy(json.dumps(honest).encode(), iter(())).recipe) <= 100
    with pytest.raises(Broken):
        made.copy(json.dumps(honest | lie).encode(), iter(()))


def test_a_copy_without_end_or_without_measure_is_not_believed(monkeypatch):
    monkeypatch.setattr(made, "LARGEST_COPY", 4)
    for frames in ([(wire.DATA, b"12"), (wire.DATA, b"345")], [(wire.DATA, b"1")], [(wire.FACTS, b"{}")]):
        with pytest.raises(Broken):
            list(made.data(iter(frames)))
    with pytest.raises(Broken):
        list(work._copies(iter([(wire.FACTS, b"{}")])))
    with pytest.raises(Broken):
        made.refusal(b"<script>")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"F",
        b"F\xff\xff\xff\xff",
        b"Q\0\0\0\1x",
        b"R\0\0\0\x0c" + bytes(8) + b"\xff\xff\xff\xff",
        b"R\0\0\0\1x",
        b"R\0\0\0\x0c" + b"\xff" * 8 + bytes(4),
    ],
)
def test_frames_of_no_kind_too_long_or_cut_short_end_the_talk(said):
    ours, theirs = child.socket.socketpair()
    with ours, theirs:
        theirs.sendall(said)
        theirs.shutdown(child.socket.SHUT_WR)
        with pytest.raises(wire.Hung):
            [wire.asked(payload) for _kind, payload in wire.frames(ours)]
