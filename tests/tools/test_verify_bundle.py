"""The verifier that stands alone: a bundle whose bytes were changed anywhere, cut, lengthened, or signed by others."""

import ast
import io
import re
import subprocess
import sys
import zipfile

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.domain.audit_chain import public_of
from incidents.domain.bundles import archive, manifest
from tests.architecture.house import ROOT
from tests.tools.test_verify_audit import VECTORS
from tools import verify_bundle
from tools.verify_bundle import Broken, check

SECRET = "5ea1" * 16
FACTS = {"bundle": "B-7K3QFM2", "disclosure": "partner", "made_at": "2022-01-12T18:00:00Z"}
FILES = {"README.txt": b"Read me.\n", "evidence/E-1/view.jpg": bytes(range(256)) * 3, "persons.csv": b""}


def bundle(files=FILES, secret=SECRET, facts=FACTS) -> bytes:
    made = [(manifest.measure(path, [raw]), [raw]) for path, raw in files.items()]
    return b"".join(manifest.zipped(facts, made, secret))


def said(raw: bytes, key=None) -> str:
    """What the verifier says of a bundle that is not right."""
    with pytest.raises(Broken) as found:
        check(io.BytesIO(raw), key)
    return str(found.value)


def ranges(text: str) -> list[tuple[int, int]]:
    """The ranges of the ZIP that it names."""
    return [(int(first), int(last)) for first, last in re.findall(r"bytes (\d+)-(\d+) of the ZIP", text)]


def quick(public, message, signature) -> bool:
    """The same answer as is_signed, a hundred times sooner."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_the_signatures_of_the_rfc_are_right_and_others_are_not(secret, public, message, signature):
    right = [bytes.fromhex(text) for text in (public, message, signature)]
    assert verify_bundle.is_signed(*right)
    assert not verify_bundle.is_signed(right[0], right[1] + b"x", right[2])
    assert not verify_bundle.is_signed(right[0], right[1], right[2][:32] + right[0])


def test_a_bundle_is_a_zip_that_everybody_can_open_and_holds_what_was_put_in():
    with zipfile.ZipFile(io.BytesIO(bundle())) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["manifest.json", "signature.json", *FILES]
        assert {path: opened.read(path) for path in FILES} == FILES


def test_the_same_files_make_the_same_bytes():
    assert bundle() == bundle()


def test_a_bundle_as_it_was_made_is_right():
    key = manifest.fingerprint(public_of(SECRET))
    assert check(io.BytesIO(bundle())).fingerprint == key
    assert len(check(io.BytesIO(bundle()), f"{key[:32].upper()} {key[32:]}").entries) == len(FILES)


def test_no_byte_can_be_changed_anywhere_and_the_range_that_is_named_holds_it(monkeypatch):
    """A few thousand bundles, each with one byte changed: it takes about a second."""
    monkeypatch.setattr(verify_bundle, "is_signed", quick)
    whole = bundle()
    for place in range(len(whole)):
        text = said(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        named = ranges(text) or [
            (int(a), int(b)) for a, b in re.findall(r"\(?(?:bytes )?(\d+)-(\d+)\)? are wrong", text)
        ]
        assert any(first <= place <= last for first, last in named), f"{place}: {text}"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=8), st.integers(0, 40)), min_size=1, max_size=3))
def test_whatever_is_cut_or_put_in_gets_a_sentence_and_never_an_error(changes):
    raw = whole = bundle()
    for place, put_in, taken in changes:
        at = place % (len(raw) + 1)
        raw = raw[:at] + put_in + raw[at + taken :]
    if raw == whole:
        assert check(io.BytesIO(raw))
    else:
        assert said(raw)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_is_no_bundle_gets_a_sentence(raw):
    assert said(raw)
    assert said(b"PK\3\4" + raw)


def test_a_range_inside_a_large_file_is_told_in_the_file_and_in_the_zip():
    files = {"evidence/E-1/clip.mp4": bytes(200_000)}
    whole = bytearray(bundle(files))
    start = whole.index(bytes(1000))
    whole[start + 70_000] = 1
    assert said(bytes(whole)) == (
        f"evidence/E-1/clip.mp4: bytes 65536-131071 are wrong (bytes {start + 65536}-{start + 131071} of the ZIP)"
    )


def test_what_is_cut_off_or_stands_after_the_end_is_said():
    whole = bundle()
    assert said(whole + b"extra") == f"5 bytes stand after the end (bytes {len(whole)}-{len(whole) + 4} of the ZIP)"
    assert said(whole[:-1]).startswith("the file was cut off: it ends at byte")
    assert "cut off" in said(whole[: whole.index(b"Read me.") + 3])
    assert said(b"") == "the file is empty"
    assert "no ZIP file" in said(b"%PDF-1.7 and more")


@pytest.mark.parametrize("path", list(FILES))
def test_an_entry_that_is_missing_is_named(path):
    made = [(manifest.measure(name, [raw]), [raw]) for name, raw in FILES.items()]
    facts = manifest.written(FACTS, [file for file, _raw in made])
    front = [(file, [raw]) for file, raw in manifest.in_front(facts, manifest.signed(facts, SECRET))]
    left = [(file, raw) for file, raw in [*front, *made] if file.path != path]
    parts = [archive.header(file.entry()) + b"".join(raw) for file, raw in left]
    assert f"{path} is missing" in said(b"".join(parts) + archive.directory([file.entry() for file, _raw in left]))


def test_another_key_is_said_and_so_is_a_signature_made_for_another_purpose():
    right = manifest.fingerprint(public_of(SECRET))
    assert "signed with another key" in said(bundle(secret="bad0" * 16), right)
    whole, foreign = bundle(), bundle(secret="bad0" * 16)
    swapped = whole.replace(re.search(rb'"signature":"[0-9a-f]+"', whole)[0],
                            re.search(rb'"signature":"[0-9a-f]+"', foreign)[0])  # fmt: skip
    assert said(swapped).startswith("signature.json: bytes 0-")


@pytest.mark.parametrize(
    "files",
    [
        [{"path": "../x", "size": 0, "sha256": "0" * 64, "crc32": "0" * 8, "blocks": ""}],
        [{"path": "a", "size": -1, "sha256": "0" * 64, "crc32": "0" * 8, "blocks": ""}],
        [{"path": "a", "size": 10**30, "sha256": "0" * 64, "crc32": "0" * 8, "blocks": ""}],
        [{"path": "a", "size": True, "sha256": "0" * 64, "crc32": "0" * 8, "blocks": "0" * 64}],
        [{"path": "a", "size": 0, "sha256": "0" * 64, "crc32": "0" * 8, "blocks": ""}] * 2,
        [{"path": "manifest.json", "size": 0, "sha256": "0" * 64, "crc32": "0" * 8, "blocks": ""}],
        "none", None, [[]], [{}],
    ],
)  # fmt: skip
def test_a_signed_manifest_that_tells_nonsense_is_no_manifest(files):
    facts = manifest.canonical({"form": manifest.FORM, "block": manifest.BLOCK, **FACTS, "files": files})
    front = manifest.in_front(facts, manifest.signed(facts, SECRET))
    parts = [archive.header(file.entry()) + raw for file, raw in front]
    raw = b"".join(parts) + archive.directory([file.entry() for file, _raw in front])
    assert said(raw) == "manifest.json is no manifest of the form kua case bundle 1"


@pytest.mark.parametrize("size", [0, 1, 2**32 - 2, 2**32 - 1, 2**32, 5 * 2**32])
@pytest.mark.parametrize("offset", [0, 2**32 - 2, 2**32 - 1, 2**33])
def test_the_headers_are_written_twice_alike_also_of_files_beyond_four_gigabytes(size, offset):
    ours, theirs = (
        archive.Entry("evidence/E-1/a.mp4", size, 77),
        verify_bundle.Entry("evidence/E-1/a.mp4", size, 77, ""),
    )
    assert archive.header(ours) == verify_bundle.local(theirs)
    assert archive.line(ours, offset) == verify_bundle.central(theirs, offset)
    for count in (1, 2**16 - 1, 2**17):
        assert archive.ending(count, offset, 99) == verify_bundle.ending(count, offset, 99)


def test_others_read_a_zip_of_more_than_four_gigabytes(tmp_path):
    """The file has holes: it takes no room on the disk."""
    entries = [archive.Entry("a.mp4", 2**32 + 5, 0), archive.Entry("b.txt", 3, 0x352441C2)]
    with (tmp_path / "large.zip").open("w+b") as file:
        file.write(archive.header(entries[0]))
        file.seek(entries[0].size, 1)
        file.write(archive.header(entries[1]) + b"abc" + archive.directory(entries))
        assert file.tell() == archive.length(entries)
        with zipfile.ZipFile(file) as opened:
            assert [info.file_size for info in opened.infolist()] == [2**32 + 5, 3]
            assert opened.read("b.txt") == b"abc"


def test_it_runs_alone_on_another_machine(tmp_path):
    (tmp_path / "verify_bundle.py").write_bytes((ROOT / "tools/verify_bundle.py").read_bytes())
    (tmp_path / "right.zip").write_bytes(bundle())
    (tmp_path / "wrong.zip").write_bytes(bundle().replace(b"Read me", b"Read it"))
    key = manifest.fingerprint(public_of(SECRET))
    right, wrong, none = [
        subprocess.run([sys.executable, "-I", "verify_bundle.py", *arguments], cwd=tmp_path, capture_output=True, text=True)
        for arguments in (["right.zip", "--key", key], ["wrong.zip"], ["none.zip"])
    ]  # fmt: skip
    assert (right.returncode, right.stdout.splitlines()[0]) == (0, "OK: every byte is as it was signed.")
    assert key in right.stdout
    assert (wrong.returncode, wrong.stdout[:29]) == (1, "WRONG: README.txt: bytes 0-8 ")
    assert none.returncode == 2
    assert [run.stderr for run in (right, wrong)] == ["", ""]
    assert "Traceback" not in none.stderr


def test_it_says_so_when_what_it_is_told_is_no_fingerprint(capsys):
    with pytest.raises(SystemExit):
        verify_bundle.main(["x.zip", "--key", "abc"])
    assert "a fingerprint has 64 digits" in capsys.readouterr().err


def test_its_grammar_is_that_of_python_3_8_and_it_needs_the_standard_library_alone():
    tree = ast.parse((ROOT / "tools/verify_bundle.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imported for alias in node.names}
    assert names <= {"argparse", "hashlib", "json", "re", "struct", "sys", "zlib", "namedtuple"}
