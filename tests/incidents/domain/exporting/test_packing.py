"""The package: a manifest, a signature that the verifier checks byte for byte, and encryption to one person."""

import hashlib
import io
import json

import pyrage
import pytest

from incidents.domain.exporting import making, verbs
from incidents.policies import Denied
from incidents.vocabulary import Consent, Disclosure, ExportStatus
from tests.factories import UserFactory
from tests.incidents.domain.exporting.export_samples import ask, export, make, raw, unpacked
from tests.incidents.people_samples import AT, held
from tools import verify_bundle

pytestmark = pytest.mark.django_db


@pytest.fixture
def aidar(reviewer):
    return held(reviewer, name="Айдар Тасгеров", consent=Consent.PARTNERS)


def test_the_package_holds_the_file_and_what_checks_it(admin, aidar):
    row = export(admin, "q=Тасгеров", ["ref", "name"], purpose="For a court.")
    files = unpacked(raw(row, whole=True))
    assert list(files) == ["manifest.json", "signature.json", "people.csv", "verify_bundle.py"]
    assert files["people.csv"] == raw(row)
    told = json.loads(files["manifest.json"])
    assert (told["bundle"], told["filter"], told["columns"]) == (row.ref, {"q": "…"}, ["ref", "name"])
    assert (told["rows"], told["left_out"], told["made_by"]) == (1, 0, {"ref": admin.ref, "role": "admin"})
    assert told["files"][0]["sha256"] == row.sha256 == hashlib.sha256(files["people.csv"]).hexdigest()
    assert "For a court." not in files["manifest.json"].decode()


def test_every_flipped_byte_is_found(admin, aidar):
    whole = raw(export(admin, columns=["ref"]), whole=True)
    for at in range(0, len(whole), 199):
        spoilt = bytearray(whole)
        spoilt[at] ^= 1
        with pytest.raises(verify_bundle.Broken):
            verify_bundle.check(io.BytesIO(bytes(spoilt)))


def test_the_manifest_of_the_team_tells_who_and_why(admin, aidar):
    other = UserFactory(role="admin")
    row = export(admin, circle=Disclosure.INTERNAL, agreed_by=other, purpose="For a court.")
    told = json.loads(unpacked(raw(row, whole=True))["manifest.json"])
    assert (told["purpose"], told["made_by"]["name"]) == ("For a court.", admin.name)
    assert told["agreed_by"] == {"ref": other.ref, "role": "admin"}


def test_encrypted_to_somebody_only_that_one_reads_it(admin, aidar):
    identity = pyrage.x25519.Identity.generate()
    row = make(ask(admin, recipient=f" {identity.to_public()}\n"))
    assert row.status == ExportStatus.READY
    sealed = raw(row)
    assert b"PK" not in sealed[:2]
    assert len(sealed) == row.size
    files = unpacked(pyrage.decrypt(sealed, [identity]))
    assert hashlib.sha256(files["people.csv"]).hexdigest() == row.sha256
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.generate()])


def test_made_where_the_key_is_not_it_is_signed_later(admin, aidar, settings):
    key, settings.AUDIT_KEY = settings.AUDIT_KEY, ""
    row = export(admin)
    assert raw(row)
    with pytest.raises(Denied, match="not signed yet"):
        verbs.fetch(row, by=admin, at=AT, whole=True)
    assert making.sign() == 0
    settings.AUDIT_KEY = key
    assert (making.sign(), making.sign()) == (1, 0)
    assert unpacked(raw(row, whole=True))["people.csv"] == raw(row)


def test_without_a_key_nothing_is_encrypted_unsigned(admin, aidar, settings):
    settings.AUDIT_KEY = ""
    row = make(ask(admin, recipient=str(pyrage.x25519.Identity.generate().to_public())))
    assert (row.status, row.failed_words) == (ExportStatus.FAILED, "no_key")
