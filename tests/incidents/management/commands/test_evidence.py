"""bin/manage evidence: what it says, what it writes, and its exit code."""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from incidents.domain import seal_state
from incidents.domain.evidence import checking
from incidents.models import CheckRun, RootStamp
from tests.authority import Authority
from tests.factories import NOW
from tests.incidents.domain.evidence.held import flip, original, own_store, path_of, receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    own_store(settings, tmp_path)


def said(*words: str) -> tuple[str, str, str]:
    """What it said, what it said of trouble, and how it failed."""
    out, err = StringIO(), StringIO()
    try:
        call_command("evidence", *words, stdout=out, stderr=err)
    except CommandError as failed:
        return out.getvalue(), err.getvalue(), str(failed)
    return out.getvalue(), err.getvalue(), ""


def test_verify_says_how_far_it_is_and_that_all_is_whole():
    original(b"a photo")
    out, err, failed = said("verify")
    assert "1 of 1 files" in out
    assert "All of them are what they were" in out
    assert (err, failed) == ("", "")


def test_verify_names_what_is_missing_and_which_part_of_what_is_changed():
    changed, lost = original(b"a photo"), original(b"another")
    piece, at = receipt(changed), flip(changed, 30)
    path_of(lost).unlink()
    _out, err, failed = said("verify")
    assert f"CHANGED {piece.ref}" in err
    assert f"expected: SHA-256 {changed.sha256}, 7 bytes; stored as {changed.stored}" in err
    assert f"bytes 0 to {path_of(changed).stat().st_size - 1} of the stored file" in err
    assert at < path_of(changed).stat().st_size
    assert "MISSING no receipt" in err
    assert failed.startswith("Missing or changed: 2.")


def test_verify_goes_on_unless_it_is_told_to_begin_anew():
    for word in (b"one", b"two"):
        original(word)
    checking.run(at=NOW, stop_after=0)
    assert "2 of 2 files" in said("verify")[0]
    assert CheckRun.objects.count() == 1
    checking.run(at=NOW, stop_after=0)
    assert said("verify", "--from-start")[2] == ""
    assert CheckRun.objects.count() == 3


def test_verify_stops_with_a_sentence_while_kua_is_sealed(admin):
    original(b"a photo")
    seal_state.set_(by=admin, at=NOW)
    assert "Kua is sealed" in said("verify")[2]


def test_a_stamp_is_carried_out_and_back_and_proves_a_file_to_somebody_who_has_openssl_alone(tmp_path):
    authority, piece = Authority(tmp_path / "tsa"), receipt(original(b"a photo"))
    assert "No time stamp holds" in said("stamp", "prove", piece.ref)[2]
    assert said("stamp", "request", str(tmp_path / "r.tsq"))[2] == ""
    (tmp_path / "r.tsr").write_bytes(authority.answer((tmp_path / "r.tsq").read_bytes()))
    assert "No authority is trusted yet" in said("stamp", "receipt", str(tmp_path / "r.tsr"))[2]
    roots = str(tmp_path / "tsa" / "root.pem")
    out, _err, failed = said("stamp", "receipt", str(tmp_path / "r.tsr"), "--roots", roots)
    assert (authority.fingerprint in out, failed) == (True, "")
    out, _err, failed = said("stamp", "prove", piece.ref, "--to", str(tmp_path / "proof"))
    assert (piece.sha256 in out, RootStamp.objects.get().root in out, failed) == (True, True, "")
    text = (tmp_path / "proof" / "list.txt").read_bytes()
    assert piece.sha256 in text.decode().splitlines()
    assert hashlib.sha256(text).hexdigest() == RootStamp.objects.get().root
    proof = str(tmp_path / "proof")
    assert "Verification: OK" in authority.openssl(
        "-verify", "-data", f"{proof}/list.txt", "-in", f"{proof}/receipt.tsr", "-CAfile", f"{proof}/root.pem"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("stamp", "receipt", "/none/such.tsr"), "/none/such.tsr cannot be read or written"),
        (("stamp", "request", "/none/such.tsq"), "cannot be read or written"),
        (("stamp", "prove", "E-0000000"), "There is no evidence E-0000000."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words, sentence):
    original(b"a photo")
    assert sentence in said(*words)[2]


def test_a_receipt_that_is_rubbish_is_one_sentence(tmp_path):
    original(b"a photo")
    said("stamp", "request", str(tmp_path / "r.tsq"))
    (tmp_path / "r.tsr").write_bytes(b"rubbish")
    assert "no receipt of a time stamp" in said("stamp", "receipt", str(tmp_path / "r.tsr"))[2]
