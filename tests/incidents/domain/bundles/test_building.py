"""Asking, building, stopping, fetching, deleting: killed at any place a bundle is whole afterwards, or not there."""

import datetime as dt
import hashlib
import uuid
import zipfile

import pytest
from django.core.files.storage import default_storage

from accounts.roles import Role
from incidents.domain import seal_state, store, timestamps
from incidents.domain.bundles import building, reading, verbs
from incidents.models import AuditEvent, AuditSet, CaseBundle, RootStamp
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Disclosure
from tests.factories import IncidentFactory, PersonFactory, UserFactory
from tests.incidents.domain.bundles.samples import ask, build, case, left_out, made, pieces, raw, told
from tests.incidents.domain.evidence import held
from tests.incidents.people_samples import AT
from tests.tools.test_verify_bundle import SECRET

pytestmark = pytest.mark.django_db
INTERNAL = Disclosure.INTERNAL


@pytest.fixture
def world(reviewer, second_reviewer):
    return case(reviewer, second_reviewer)


def line(verb: str) -> AuditEvent:
    return AuditEvent.objects.filter(kind="bundle", verb=verb).latest("pk")


def files() -> set[str]:
    """What lies in the store under bundles."""
    if not default_storage.exists("bundles"):
        return set()
    folders = default_storage.listdir("bundles")[0]
    return {
        f"bundles/{folder}/{name}" for folder in folders for name in default_storage.listdir(f"bundles/{folder}")[1]
    }


def test_a_bundle_waits_is_built_and_says_its_size_and_hash_as_the_log_does(admin, world):
    person, piece = world
    bundle = ask(admin, person)
    assert (bundle.status, bundle.persons.get()) == ("waiting", person)
    build(bundle)
    whole = raw(bundle)
    assert bundle.status == "ready"
    assert (bundle.size, bundle.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert bundle.done <= bundle.total
    assert bundle.expires_at == AT + dt.timedelta(days=7)
    detail = line("evidence_exported").detail
    assert (detail["sha256"], detail["disclosure"], detail["people"], detail["evidence"]) == (
        bundle.sha256,
        "partner",
        1,
        1,
    )
    held_there = AuditSet.objects.get(pk=line("evidence_exported").records).refs
    assert held_there == sorted([person.ref, piece.ref])


def test_it_lies_sealed_in_the_store(admin, world):
    bundle = build(ask(admin, world[0]))
    with default_storage.open(bundle.stored) as file:
        assert b"manifest.json" not in file.read()


def test_it_is_asked_for_by_admins_only_with_a_reason_and_of_somebody(admin, reviewer, activist, world):
    person = world[0]
    for nobody in (reviewer, activist):
        with pytest.raises(Denied):
            ask(nobody, person)
    for wrong in ({"reason": "  "}, {"circle": "friends"}, {"language": "xx"}, {"incident": IncidentFactory()}):
        with pytest.raises(Unfit):
            ask(admin, person, **wrong)
    with pytest.raises(Unfit):
        ask(admin)
    with pytest.raises(Unfit):
        ask(admin, *[person] * 501)
    assert not CaseBundle.objects.exists()


def test_the_same_form_sent_twice_asks_once(admin, world):
    key = uuid.uuid4()
    assert ask(admin, world[0], key=key) == ask(admin, world[0], key=key)
    with pytest.raises(Unfit):
        ask(UserFactory(role=Role.ADMIN), world[0], key=key)
    assert AuditEvent.objects.filter(verb="bundle_asked").count() == 1


def test_killed_half_way_it_is_begun_anew_and_leaves_nothing_behind(admin, world, monkeypatch):
    bundle, before = ask(admin, world[0]), files()

    def killed(*_given):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(building, "_finish", killed)
        with pytest.raises(SystemExit):
            build(bundle)
    bundle.refresh_from_db()
    assert (bundle.status, files()) == ("building", before)
    assert build(bundle).status == "ready"
    assert files() - before == {bundle.stored}
    assert building.build(bundle.ref, clock=lambda: AT, write_csv=None) is None


def test_a_bundle_that_was_stopped_while_it_is_built_leaves_no_file(admin, world, monkeypatch):
    bundle, before = ask(admin, world[0]), files()
    zipped = building.manifest.zipped

    def slow(*given):
        yield from zipped(*given)
        verbs.stop(bundle, by=admin, at=AT)

    monkeypatch.setattr(building.manifest, "zipped", slow)
    assert build(bundle).status == "stopped"
    assert files() == before
    assert not AuditEvent.objects.filter(verb="evidence_exported").exists()
    assert verbs.stop(bundle, by=admin, at=AT).status == "stopped"


def test_a_large_bundle_hears_that_it_was_stopped_before_it_is_done(admin, world, monkeypatch):
    monkeypatch.setattr(building, "EACH", 2)
    bundle = ask(admin, world[0], circle=INTERNAL)
    monkeypatch.setattr(building, "_texts", lambda *_given: verbs.stop(bundle, by=admin, at=AT) and {})
    put = []
    monkeypatch.setattr(store, "put", lambda chunks, folder: put.extend(chunks))
    assert build(bundle).status == "stopped"
    assert put


def test_without_a_key_nothing_is_built_and_the_page_can_say_why(admin, world, settings):
    settings.AUDIT_KEY = ""
    bundle = build(ask(admin, world[0]))
    assert (bundle.status, bundle.failed_words) == ("failed", "no_key")


def test_while_kua_is_sealed_nothing_is_built(admin, world, monkeypatch):
    monkeypatch.setattr(seal_state, "is_sealed", lambda: True)
    bundle = build(ask(admin, world[0], circle=INTERNAL))
    assert (bundle.status, bundle.failed_words) == ("failed", "sealed")


def test_who_may_no_longer_export_gets_no_bundle(admin, world):
    bundle = ask(admin, world[0])
    type(admin).objects.filter(pk=admin.pk).update(role=Role.ACTIVIST)
    assert build(bundle).failed_words == "denied"


def test_what_nobody_foresaw_is_said_on_the_page_and_in_the_log_of_the_worker(admin, world, monkeypatch):
    monkeypatch.setattr(building, "_texts", lambda *_given: {}["no such"])
    bundle = ask(admin, world[0])
    with pytest.raises(KeyError):
        build(bundle)
    bundle.refresh_from_db()
    assert (bundle.status, bundle.failed_words) == ("failed", "error")


def test_a_file_that_was_changed_in_the_store_is_left_out_and_the_rest_goes(admin, world):
    person, piece = world
    held.flip(piece.original, 60)
    files = made(admin, person, circle=INTERNAL)
    assert (pieces(files), left_out(files)) == ({}, {"broken": 1})


def test_a_file_that_is_another_one_when_it_is_written_makes_no_bundle(admin, world, monkeypatch):
    person, piece = world
    early, texts = held.unsealed(b"as it came"), building._texts
    held.receipt(early, piece.report)

    def slow(*given):
        held.path_of(early).write_bytes(b"as it goes")
        return texts(*given)

    monkeypatch.setattr(building, "_texts", slow)
    bundle, before = ask(admin, person, circle=INTERNAL), files()
    assert build(bundle).failed_words == "changed"
    assert files() == before


def test_a_bundle_is_fetched_while_its_days_last_and_each_time_is_a_line(admin, reviewer, world):
    bundle = build(ask(admin, world[0]))
    with verbs.fetch(bundle, by=admin, at=AT) as file:
        assert zipfile.ZipFile(file).testzip() is None
    assert line("bundle_downloaded").detail["sha256"] == bundle.sha256
    with pytest.raises(Denied):
        verbs.fetch(bundle, by=reviewer, at=AT)
    with pytest.raises(Denied):
        verbs.fetch(bundle, by=admin, at=AT + dt.timedelta(days=8))


def test_after_its_days_it_is_deleted_and_what_it_held_stays_in_the_log(
    admin, world, django_capture_on_commit_callbacks
):
    bundle = build(ask(admin, world[0]))
    stored = bundle.stored
    assert verbs.expire(at=AT + dt.timedelta(days=6)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert verbs.expire(at=AT + dt.timedelta(days=7)) == 1
    bundle.refresh_from_db()
    assert (bundle.status, bundle.stored, bytes(bundle.key_sealed)) == ("deleted", "", b"")
    assert not default_storage.exists(stored)
    assert line("bundle_deleted").by == ""
    with pytest.raises(Denied):
        verbs.fetch(bundle, by=admin, at=AT)


def test_one_that_is_being_built_is_stopped_and_not_deleted_and_one_that_is_ready_the_other_way_round(admin, world):
    bundle = ask(admin, world[0])
    with pytest.raises(Denied):
        verbs.delete(bundle, by=admin, at=AT)
    build(bundle)
    with pytest.raises(Denied):
        verbs.stop(bundle, by=admin, at=AT)
    assert verbs.delete(bundle, by=admin, at=AT).status == "deleted"
    assert verbs.delete(bundle, by=admin, at=AT).status == "deleted"


def test_the_page_tells_the_fingerprint_of_the_key_that_signed(admin, world):
    bundle = build(ask(admin, world[0]))
    shown = reading.told(admin, bundle)
    assert shown.fingerprint == building.manifest.fingerprint(building.manifest.public_of(SECRET))
    assert dict(shown.figures) == {"People": "1", "Evidence": "1", "Left out": "0"}


def test_custody_tells_people_to_the_team_roles_to_others_and_days_to_the_public(admin, world, reviewer):
    person, piece = world
    audit = building.audit
    detail = {"sha256": piece.sha256, "report": "R-1"}
    for verb in ("evidence_added", "evidence_checked", "evidence_checked"):
        audit.record(verb=verb, by=reviewer, at=AT, kind="evidence", ref=piece.ref, detail=detail)
    audit.record(verb="evidence_exported", by=admin, at=AT, kind="bundle", ref="B-1", records=[piece.ref, "P-1"])
    audit.record(verb="evidence_described", by=reviewer, at=AT, kind="evidence", ref=piece.ref, detail=detail)
    steps = {
        circle: told(made(admin, person, circle=circle), "custody.json")[piece.ref] for circle in Disclosure.values
    }
    assert [step["what"] for step in steps["internal"][:3]] == [
        "evidence_added",
        "evidence_checked",
        "evidence_exported",
    ]
    assert steps["internal"][0] == {
        "what": "evidence_added", "role": "reviewer", "by": reviewer.ref, "at": "2022-01-20T12:00:00Z", "sha256": piece.sha256,
    }  # fmt: skip
    assert steps["partner"][0] == {key: value for key, value in steps["internal"][0].items() if key != "by"}
    assert steps["public"][0]["at"] == "2022-01-20"


def test_time_stamps_that_cover_an_original_go_to_the_team_and_to_partners(admin, world):
    person, piece = world
    covering = bytes.fromhex(piece.sha256)
    for leaves in (bytes(32), covering, covering + b"\xff" * 32):
        RootStamp.objects.create(
            at=AT, count=1, leaves=leaves, root=timestamps.root_of(leaves), request=b"asked", receipt=b"stamped",
            trusted="a root", stamped_at=AT, received_at=AT,
        )  # fmt: skip
    folder = f"stamps/2022-01-20-{timestamps.root_of(covering)[:12]}"
    for circle in ("internal", "partner"):
        there = {path: body for path, body in made(admin, person, circle=circle).items() if path.startswith("stamps/")}
        listed = f"Kua originals 1\n{piece.sha256}\n".encode()
        assert there == {f"{folder}/list.txt": listed, f"{folder}/request.tsq": b"asked",
                         f"{folder}/receipt.tsr": b"stamped", f"{folder}/root.pem": b"a root"}  # fmt: skip
    assert not [path for path in made(admin, person, circle="public") if path.startswith("stamps/")]


def test_it_speaks_the_language_that_was_chosen(admin, world):
    english, russian = made(admin, world[0]), made(admin, world[0], language="ru")
    assert b"Every byte of it is signed" in english["README.txt"]
    assert english["persons.csv"].splitlines()[0] != russian["persons.csv"].splitlines()[0]


def test_references_are_read_however_they_are_typed_and_what_is_not_there_is_named(admin, activist, world):
    person = world[0]
    event = IncidentFactory()
    wanted = reading.wanted(admin, f" {person.ref.lower()} {person.ref}, P-0000000 \x85", "")
    assert (wanted.persons, wanted.unknown, wanted.is_clear) == ([person], ["P-0000000"], False)
    assert reading.wanted(admin, "", event.ref.lower()).incident == event
    assert reading.wanted(activist, person.ref, event.ref).unknown == [person.ref, event.ref]
    merged = PersonFactory(merged_into=person)
    assert reading.wanted(admin, merged.ref, "").persons == [person]


def test_bundles_are_seen_by_admins_only(admin, reviewer, world):
    bundle = ask(admin, world[0])
    assert reading.by_ref(admin, bundle.ref.lower()).get() == bundle
    assert list(reading.page(admin, "1")) == [bundle]
    assert not reading.by_ref(reviewer, bundle.ref).exists()
    assert not reading.by_ref(admin, "../B").exists()
