"""Time stamps: asked for here, answered by an authority that openssl plays, verified offline; each wrong receipt refused."""

import datetime as dt
import hashlib
import random

import pytest
from django.db import connection, transaction
from django.utils import timezone

from incidents.domain import timestamps
from incidents.domain.evidence import stamping
from incidents.models import AuditEvent, Evidence, Original, RootStamp
from incidents.policies import Unfit
from tests.authority import Authority
from tests.factories import ReportFactory

pytestmark = pytest.mark.django_db
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tsa") / "a")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def originals(now):
    return [received(words, now) for words in ("first", "second", "third")]


@pytest.fixture
def stamp(originals, admin, now):
    return stamping.prepare(by=admin, at=now)


def received(words: str, at) -> Original:
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    return Original.objects.create(sha256=sha256, size=len(words), stored=f"evidence/x/{words}", received_at=at)


def sentence(stamp, receipt: bytes, roots: bytes, now, **more) -> tuple[str, str]:
    with pytest.raises(Unfit) as refused, transaction.atomic():
        stamping.accept(stamp=stamp, receipt=receipt, roots=roots, by=None, at=now, **more)
    stamp.refresh_from_db()
    assert not stamp.receipt
    return str(refused.value), refused.value.field


def test_the_root_is_what_sha256sum_says_of_the_list_of_all_hashes(stamp, originals):
    text = timestamps.listed(bytes(stamp.leaves))
    assert text.splitlines() == [b"Kua originals 1", *sorted(one.sha256.encode() for one in originals)]
    assert stamp.root == hashlib.sha256(text).hexdigest()
    assert stamp.count == 3


def test_asking_twice_is_one_request_until_a_file_comes(stamp, admin, now):
    assert stamping.prepare(by=admin, at=now + MINUTE) == stamp
    received("fourth", now)
    assert stamping.prepare(by=admin, at=now + MINUTE).count == 4
    lines = AuditEvent.objects.filter(verb="stamp_requested").order_by("pk")
    assert [line.detail["rows"] for line in lines] == [3, 4]


def test_without_a_file_there_is_nothing_to_stamp(now):
    with pytest.raises(Unfit, match="no file"):
        stamping.prepare(by=None, at=now)


def test_a_receipt_is_kept_with_its_time_its_authority_and_the_root_that_was_trusted(stamp, authority, admin, now):
    receipt = authority.answer(bytes(stamp.request))
    kept = stamping.accept(stamp=stamp, receipt=receipt, roots=authority.root, by=admin, at=now + MINUTE)
    assert abs(kept.stamped_at - now) < MINUTE
    assert (bytes(kept.receipt), kept.authority) == (receipt, "CN=Invented Time House Clock")
    assert kept.trusted.encode() == authority.root
    line = AuditEvent.objects.get(verb="stamp_received")
    assert line.detail["trusted"] == authority.fingerprint
    assert (line.by, line.detail["sha256"]) == (admin.ref, stamp.root)


def test_it_is_verified_again_on_demand_from_what_is_kept_alone(stamp, authority, now):
    stamping.accept(stamp=stamp, receipt=authority.answer(bytes(stamp.request)), roots=authority.root, by=None, at=now)
    kept = RootStamp.objects.get()
    assert stamping.verify(kept).fingerprint == authority.fingerprint
    RootStamp.objects.update(leaves=bytes(kept.leaves)[:-1] + b"x")
    with pytest.raises(Unfit, match="list of this stamp was changed"):
        stamping.verify(RootStamp.objects.get())
    RootStamp.objects.update(leaves=kept.leaves, stamped_at=now - DAY)
    with pytest.raises(Unfit, match="time of this stamp was changed"):
        stamping.verify(RootStamp.objects.get())


def test_authorities_that_are_trusted_may_be_named_in_a_file_of_the_deployment(
    stamp, authority, now, settings, tmp_path
):
    receipt = authority.answer(bytes(stamp.request))
    assert sentence(stamp, receipt, b"", now)[1] == "roots"
    settings.TSA_ROOTS = str(tmp_path / "roots.pem")
    assert "cannot be read" in sentence(stamp, receipt, b"", now)[0]
    (tmp_path / "roots.pem").write_bytes(Authority(tmp_path / "another").root + authority.root)
    kept = stamping.accept(stamp=stamp, receipt=receipt, by=None, at=now)
    assert kept.trusted.encode() == authority.root


def test_a_receipt_for_another_list_is_refused(stamp, authority, now):
    receipt = authority.answer(timestamps.asked(timestamps.packed(["a" * 64])))
    assert "another list" in sentence(stamp, receipt, authority.root, now)[0]


def test_a_receipt_of_another_request_over_the_same_root_is_refused(stamp, authority, now):
    """Also one that was kept before: a receipt cannot be shown twice."""
    receipt = authority.answer(timestamps.asked(bytes(stamp.leaves)))
    assert "another request" in sentence(stamp, receipt, authority.root, now)[0]


def test_a_second_receipt_does_not_take_the_place_of_the_first(stamp, authority, now):
    receipt = authority.answer(bytes(stamp.request))
    stamping.accept(stamp=stamp, receipt=receipt, roots=authority.root, by=None, at=now)
    with pytest.raises(Unfit, match="its receipt already"):
        stamping.accept(stamp=stamp, receipt=receipt, roots=authority.root, by=None, at=now)


def test_a_receipt_of_somebody_whom_nobody_trusts_is_refused(stamp, authority, now, tmp_path):
    stranger = Authority(tmp_path / "stranger", name="Stranger")
    told, field = sentence(stamp, stranger.answer(bytes(stamp.request)), authority.root, now)
    assert "trusted" in told
    assert field == "roots"


def test_a_receipt_under_a_certificate_that_had_ended_is_refused(stamp, now, tmp_path):
    late = Authority(tmp_path / "late", days=(-30, -2))
    assert "not valid at the time" in sentence(stamp, late.answer(bytes(stamp.request)), late.root, now)[0]


def test_a_request_that_the_authority_refused_says_so(stamp, now, tmp_path):
    choosy = Authority(tmp_path / "choosy", digests="sha512")
    assert "authority refused" in sentence(stamp, choosy.answer(bytes(stamp.request)), choosy.root, now)[0]


@pytest.mark.parametrize("days", [-1, 1])
def test_a_receipt_from_before_its_request_or_after_now_means_that_a_clock_is_wrong(stamp, authority, now, days):
    receipt = authority.answer(bytes(stamp.request))
    RootStamp.objects.update(at=now + days * DAY)
    assert "clock" in sentence(stamp, receipt, authority.root, now + days * DAY if days < 0 else now)[0]


@pytest.mark.parametrize("rubbish", [b"", b"0", b"\x30\x80", b"\x30\x03\x02\x01\x00", b"%PDF-1.7", b"\x30" * 500])
def test_rubbish_is_no_receipt(stamp, authority, now, rubbish):
    assert "no receipt" in sentence(stamp, rubbish, authority.root, now)[0]


@pytest.mark.parametrize("rubbish", [b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"\0", b"pem"])
def test_rubbish_is_no_root_certificate(stamp, authority, now, rubbish):
    assert sentence(stamp, authority.answer(bytes(stamp.request)), rubbish, now)[1] == "roots"


def test_a_changed_receipt_is_refused_or_says_the_same(stamp, authority, now):
    """Bits flipped anywhere: what is outside of the signature may differ, never the time, the root or the request."""
    receipt, random_ = authority.answer(bytes(stamp.request)), random.Random(7)
    roots = stamping.trusted(authority.root)
    true = timestamps.certified(receipt, bytes(stamp.request), roots)
    passed = 0
    for _try in range(300):
        changed = bytearray(receipt)
        changed[random_.randrange(len(changed))] ^= 1 << random_.randrange(8)
        try:
            assert timestamps.certified(bytes(changed), bytes(stamp.request), roots) == true
            passed += 1
        except timestamps.Refused:
            pass
    assert passed < 150


def test_a_file_is_proven_by_the_oldest_stamp_whose_list_holds_it(stamp, originals, authority, activist, now):
    piece = receipt_of(originals[1], activist, now)
    assert list(stamping.proofs(piece)) == []
    stamping.accept(stamp=stamp, receipt=authority.answer(bytes(stamp.request)), roots=authority.root, by=None, at=now)
    later = receipt_of(received("later", now), activist, now)
    (proof,) = stamping.proofs(piece)
    assert (proof.stamp, proof.problem) == (stamp, "")
    assert proof.certified.fingerprint == authority.fingerprint
    assert list(stamping.proofs(later)) == []
    RootStamp.objects.update(root="0" * 64)
    (broken,) = stamping.proofs(piece)
    assert broken.certified is None
    assert "changed" in broken.problem


def receipt_of(original: Original, by, at) -> Evidence:
    return Evidence.objects.create(
        ref=f"E-{original.pk}", report=ReportFactory(submitter=by), original=original, size=original.size,
        sha256=original.sha256, added_by=by, added_at=at,
    )  # fmt: skip


def test_a_receipt_finds_its_request_by_itself(stamp, authority, now):
    receipt = authority.answer(bytes(stamp.request))
    received("fourth", now)
    stamping.prepare(by=None, at=now)
    assert stamping.answered_by(receipt) == stamp
    with pytest.raises(Unfit, match="answers no request"):
        stamping.answered_by(authority.answer(timestamps.asked(b"x" * 32)))


def test_openssl_alone_verifies_what_kua_keeps(stamp, authority, now):
    """As docs/evidence.md says: without Kua, with three files and the root certificate."""
    folder, receipt = authority.folder, authority.answer(bytes(stamp.request))
    (folder / "list.txt").write_bytes(timestamps.listed(bytes(stamp.leaves)))
    (folder / "receipt.tsr").write_bytes(receipt)
    wanted = ("-in", "receipt.tsr", "-CAfile", "root.pem")
    assert "Verification: OK" in authority.openssl("-verify", "-data", "list.txt", *wanted)
    assert "Verification: OK" in authority.openssl("-verify", "-digest", stamp.root, *wanted)


def test_no_stamp_is_deleted(stamp):
    with pytest.raises(Exception, match="rootstamp_kept"), transaction.atomic():
        stamp.delete()


@pytest.mark.parametrize(("count", "wanted"), [(1, "0"), (3, "2"), (5, "9")])
def test_halving_finds_every_leaf_and_no_other(count, wanted):
    hashes = [f"{number}" * 64 for number in range(count)]
    leaves = timestamps.packed(hashes)
    assert all(timestamps.holds(leaves, one) for one in hashes)
    assert timestamps.holds(leaves, wanted * 64) == (wanted * 64 in hashes)


def test_the_request_is_locked_while_it_is_made(stamp):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [stamping.TURN],
        )
        assert cursor.fetchone() == (1,)
