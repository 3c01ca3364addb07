"""The verifier that stands alone: Ed25519 as RFC 8032 has it, and an export that was tampered with in any way."""

import json
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.domain import audit_batches, audit_chain
from tests.architecture.house import ROOT
from tests.incidents.audit_samples import AT, as_owner, bound, checkpoint, entry, exported, key, told, write
from tools import verify_audit
from tools.verify_audit import Broken, verify

pytestmark = pytest.mark.django_db
# RFC 8032, section 7.1: secret key, public key, message, signature.
VECTORS = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip


@pytest.fixture(scope="module")
def log(django_db_setup, django_db_blocker):
    """An export with three batches, a set of records and lines that wait; the export of an hour before; the checkpoints."""
    with django_db_blocker.unblock(), audit_batches.transaction.atomic():
        bound(batches=2, tail=0)
        older, first = exported(), checkpoint()
        bound(batches=2, tail=2)
        made = {"rows": exported(), "older": older, "first": first, "last": checkpoint(), "key": key()}
        audit_batches.transaction.set_rollback(True)
    return made


def said(rows, log, point="last") -> str:
    """What the verifier says of a log that does not hold."""
    with pytest.raises(Broken) as found:
        verify(rows, [log["key"]], log[point] if point else None)
    return str(found.value)


def places(rows, kind: str) -> list[int]:
    return [place for place, row in enumerate(rows) if row.startswith(b'{"%s"' % kind.encode())]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_the_signatures_of_the_rfc_are_right_and_others_are_not(secret, public, message, signature):
    right = [bytes.fromhex(text) for text in (public, message, signature)]
    assert audit_chain.public_of(secret) == public
    assert verify_audit.is_signed(*right)
    for place in range(3):
        wrong = list(right)
        wrong[place] = bytes([wrong[place][0] ^ 1]) + wrong[place][1:] if wrong[place] else b"x"
        assert not verify_audit.is_signed(*wrong)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 511))
@settings(max_examples=15, deadline=None)
def test_signatures_are_judged_as_the_library_judges_them(secret, message, bit):
    signer = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = signer.public_key().public_bytes_raw(), signer.sign(message)
    assert verify_audit.is_signed(public, message, signature)
    wrong = bytearray(signature)
    wrong[bit // 8] ^= 1 << bit % 8
    assert not verify_audit.is_signed(public, message, bytes(wrong))


def test_a_signature_is_not_right_in_a_second_form():
    """The answer plus the order of the group is the same number, and is refused (RFC 8032, 5.1.7); so are half points."""
    _secret, public, message, signature = (bytes.fromhex(text) for text in VECTORS[1])
    again = int.from_bytes(signature[32:], "little") + verify_audit.ORDER
    assert not verify_audit.is_signed(public, message, signature[:32] + again.to_bytes(32, "little"))
    for no_point in (b"\xff" * 32, (2).to_bytes(32, "little"), ((1 << 255) + 1).to_bytes(32, "little"), b""):
        assert verify_audit.point(no_point) is None
        assert not verify_audit.is_signed(no_point, message, signature)
        assert not verify_audit.is_signed(public, message, no_point + signature[32:])


def test_an_export_holds_and_says_what_is_not_signed_yet(log):
    read = verify(log["rows"], [log["key"]], log["last"])
    assert (len(read.batches), read.bound, len(read.open)) == (4, 14, 2)
    assert verify(log["rows"], [log["key"]], log["first"])


def test_every_edit_of_a_line_is_found(log):
    for place in places(log["rows"], "line")[:-2]:
        _kind, facts = told(log["rows"][place])
        for name, value in facts.items():
            other = {**facts, name: value + 1 if isinstance(value, int) else "x" + str(value)}
            changed = [*log["rows"][:place], entry("line", other), *log["rows"][place + 1 :]]
            assert "batch" in said(changed, log) or "set of records" in said(changed, log), name


def test_every_edit_of_a_batch_or_a_set_is_found(log):
    for kind in ("batch", "set"):
        for place in places(log["rows"], kind):
            _kind, facts = told(log["rows"][place])
            for name, value in facts.items():
                other = (
                    value + 1
                    if isinstance(value, int)
                    else [*value, "Z-9"]
                    if isinstance(value, list)
                    else value[:-1] + "g"
                )
                assert said([*log["rows"][:place], entry(kind, {**facts, name: other}), *log["rows"][place + 1 :]], log)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_tampering_with_what_is_signed_stays_unseen(log, data):
    """Delete, repeat, swap, move, cut, or flip one bit: anywhere before the last batch ends."""
    rows = list(log["rows"])
    end = places(rows, "batch")[-1]
    place, other = data.draw(st.integers(0, end)), data.draw(st.integers(0, end))
    how = data.draw(st.sampled_from(["delete", "repeat", "swap", "move", "cut", "flip"]))
    if how == "delete":
        del rows[place]
    elif how == "repeat":
        rows.insert(other, rows[place])
    elif how == "swap":
        rows[place], rows[other] = rows[other], rows[place]
    elif how == "move":
        rows.insert(other, rows.pop(place))
    elif how == "cut":
        del rows[place : end + 1]
    else:
        row = bytearray(rows[place])
        at = data.draw(st.integers(0, len(row) - 2))
        row[at] ^= 1 << data.draw(st.integers(0, 7))
        rows[place] = bytes(row)
    if rows == log["rows"] or (sorted(rows) == sorted(log["rows"]) and is_only_a_set_moved(rows, log["rows"])):
        return
    assert said(rows, log)


def is_only_a_set_moved(rows, before) -> bool:
    """A set may stand anywhere before the line that names it: that is the same log."""
    return [row for row in rows if not row.startswith(b'{"set"')] == [
        row for row in before if not row.startswith(b'{"set"')
    ]


def test_a_set_that_no_line_names_or_that_is_there_twice_is_found(log):
    other = entry("set", {"sha256": audit_chain.named(["P-9"]), "refs": ["P-9"]})
    assert said([log["rows"][0], other, *log["rows"][1:]], log).endswith("belongs to no line")
    kept = log["rows"][places(log["rows"], "set")[0]]
    assert said([log["rows"][0], kept, *log["rows"][1:]], log).endswith("is there twice")


def test_the_first_bad_place_is_named(log):
    rows = log["rows"]
    lines, batches = places(rows, "line"), places(rows, "batch")
    numbers = {place: told(rows[place])[1]["id"] for place in lines}
    without = [row for place, row in enumerate(rows) if place != lines[1]]
    swapped = list(rows)
    swapped[lines[0]], swapped[lines[1]] = rows[lines[1]], rows[lines[0]]
    assert said(without, log) == f"batch 1: the line before {numbers[lines[2]]} is missing"
    assert said(swapped, log) == f"batch 1: line {numbers[lines[1]]} is out of its order"
    assert said([row for place, row in enumerate(rows) if place != batches[1]], log) == "batch 2 is missing"
    assert (
        said([*rows[: lines[2]], rows[lines[0]], *rows[lines[2] :]], log)
        == f"batch 1: line {numbers[lines[0]]} is out of its order"
    )
    forged = entry("line", {**told(rows[lines[0]])[1], "verb": "forged"})
    assert said([*rows[: lines[2]], forged, *rows[lines[2] :]], log) == f"batch 1: line {numbers[lines[0]]} was put in"
    assert (
        said([*rows[: batches[0]], forged, *rows[batches[0] :]], log) == f"batch 1: line {numbers[lines[0]]} was put in"
    )
    assert (
        said([row for place, row in enumerate(rows) if place != lines[2]], log) == "batch 1: its line 3 of 3 is missing"
    )


def test_a_cut_end_and_an_older_export_are_found_by_the_checkpoint_only(log):
    rows, batches = log["rows"], places(log["rows"], "batch")
    for end in batches[:3]:
        lines = sum(1 for place in places(rows, "line") if place < end)
        shorter = [*rows[: end + 1], entry("end", {"lines": lines})]
        assert "was cut off, or the export is older" in said(shorter, log)
        assert verify(shorter, [log["key"]])
    assert "batch 4 of the checkpoint is missing" in said(log["older"], log)
    assert verify(log["older"], [log["key"]], log["first"])


def test_a_file_that_breaks_off_is_not_taken_for_a_whole_one(log):
    for length in range(1, len(log["rows"])):
        assert said(log["rows"][:length], log, None)


def made_anew(rows, secret, old=None) -> list[bytes]:
    """The log as somebody would forge it who knows the format: every hash is right, and signed with another key."""
    before, waiting, out = audit_chain.START, [], []
    for row in rows:
        kind, facts = told(row)
        if kind == "line":
            waiting.append(audit_chain.leaf(audit_chain.canonical(facts)))
        if kind == "batch":
            before = audit_chain.next_batch(
                before, facts["last_id"], waiting, signed_at=facts["signed_at"], secret=secret
            )
            if old:
                before = audit_chain.Batch(**{**vars(before), "key": old, "signature": facts["signature"]})
                before = audit_chain.Batch(**{**vars(before), "sha256": before.link()})
            row = entry("batch", before.told() | {"leaves": b"".join(waiting).hex()})
            waiting = []
        out.append(row)
    return out


def test_a_chain_made_anew_without_the_key_is_found(log):
    place = places(log["rows"], "line")[0]
    changed = list(log["rows"])
    changed[place] = entry("line", {**told(changed[place])[1], "verb": "forged"})
    assert said(made_anew(changed, "bad0" * 16), log) == "batch 1: the signature is by a key that was not given"
    same_name = made_anew(changed, "bad0" * 16, old=log["last"]["key"])
    assert said(same_name, log) == "batch 1: the signature is not right"


def test_a_log_of_the_same_key_that_is_not_the_one_of_the_checkpoint_is_found(log):
    assert (
        said(log["rows"], log | {"last": {**log["last"], "sha256": "a" * 64}})
        == "batch 4 is not the one of the checkpoint"
    )
    assert said(log["rows"], log | {"last": {**log["last"], "number": 0}}) == "the checkpoint names no batch"


@pytest.mark.parametrize(
    "row",
    [b"", b"\n", b"[]\n", b"{}\n", b'{"line":{}}\n', b'{"line":1}\n', b'{"set":{"refs":1,"sha256":""}}\n', b'{"batch":{}}\n', b'{"end":{"lines":0}}\n',
     b'{"other":{}}\n', b"\xff\n", b'{"line": {}}\n', b"[" * 100_000 + b"\n", b'{"log":{"form":"kua audit log 1"}}\n'],
)  # fmt: skip
def test_a_row_that_is_none_is_told_with_its_place(log, row):
    assert "2" in said([log["rows"][0], row, *log["rows"][1:]], log) or row.startswith(b'{"end"')


def test_what_the_owner_of_the_database_does_is_found_in_the_export(admin):
    bound(admin)
    point = checkpoint()
    with as_owner() as cursor:
        cursor.execute("UPDATE incidents_auditevent SET by = '' WHERE verb = 'exported'")
    with pytest.raises(Broken, match=r"batch 2: line \d+ was changed"):
        verify(exported(), [key()], point)


def test_the_script_runs_alone_with_a_bare_python(tmp_path):
    write(number=4)
    audit_batches.bind(at=AT)
    write(number=1)
    for name, content in (("log", b"".join(exported())), ("point", json.dumps(checkpoint()).encode())):
        (tmp_path / name).write_bytes(content)
    script = tmp_path / "verify_audit.py"
    script.write_bytes((ROOT / "tools" / "verify_audit.py").read_bytes())
    command = [sys.executable, "-I", "-S", script, tmp_path / "log", "--key", key(), "--checkpoint", tmp_path / "point"]
    right = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (right.returncode, right.stdout.splitlines()[0].split(",")[0]) == (0, "Holds: 4 lines in 1 batches")
    assert "1 lines after that are not signed yet" in right.stdout
    (tmp_path / "log").write_bytes((tmp_path / "log").read_bytes().replace(b"R-1", b"R-2", 1))
    wrong = subprocess.run(command, capture_output=True, text=True, check=False)
    assert wrong.returncode == 1
    assert "BROKEN: batch 1: line" in wrong.stdout
    assert (
        subprocess.run([*command[:4], tmp_path / "nothing", *command[5:]], capture_output=True, check=False).returncode
        == 2
    )
