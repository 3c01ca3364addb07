"""The store in a bucket (moto, in this process): sealed bytes only, read by ranges, and what goes wrong in plain words."""

import datetime as dt
import os

import boto3
import pytest
from django.core.files.storage import default_storage
from moto import mock_aws

from incidents.domain import boxes, bucket, evidence, store
from incidents.domain.evidence import sweeping
from incidents.models import Original
from tests.factories import ReportFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime.now(dt.UTC)
DATA = os.urandom(3 * boxes.CHUNK + 5)


@pytest.fixture
def house(settings, tmp_path):
    """A bucket, and Kua with its files in it."""
    options = {"bucket_name": "kua", "region_name": "eu-central-1", "access_key": "invented", "secret_key": "invented"}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "incidents.domain.bucket.Bucket", "OPTIONS": options}
    }
    settings.INCOMING_ROOT = tmp_path / "incoming"
    with mock_aws():
        made = boto3.resource("s3", region_name="eu-central-1").Bucket("kua")
        made.create(CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield made


@pytest.fixture
def asked(monkeypatch):
    """How many bytes each request brings."""
    found, real = [], bucket.Ranged.readinto

    def counted(self, buffer):
        found.append(real(self, buffer))
        return found[-1]

    monkeypatch.setattr(bucket.Ranged, "readinto", counted)
    return found


def test_a_file_goes_there_sealed_and_leaves_nothing_here(house):
    stored = store.put([DATA], store.EVIDENCE)
    held = house.Object(stored.name).get()
    assert held["ContentLength"] == boxes.box_size(len(DATA))
    assert DATA[:16] not in held["Body"].read()
    assert list((store.incoming_path(stored.name)).parent.iterdir()) == []
    assert store.open_stored(stored.name, stored.key_sealed).read() == DATA


def test_a_place_in_the_middle_is_read_without_the_rest(house, asked, monkeypatch):
    monkeypatch.setattr(bucket, "AHEAD", 1024)
    stored = store.put([DATA], store.EVIDENCE)
    with store.open_stored(stored.name, stored.key_sealed) as file:
        asked.clear()
        file.seek(2 * boxes.CHUNK + 7)
        assert file.read(9) == DATA[2 * boxes.CHUNK + 7 :][:9]
    assert sum(asked) <= boxes.RECORD + 2048


def test_a_large_file_goes_up_in_parts(house, monkeypatch):
    stored = store.put((bytes([n]) * 2**20 for n in range(18)), store.BUNDLES)
    assert house.Object(stored.name).e_tag.endswith('-3"')
    assert store.open_stored(stored.name, stored.key_sealed).read() == b"".join(bytes([n]) * 2**20 for n in range(18))


def test_what_is_gone_is_missing_and_a_bucket_that_is_gone_says_nothing_of_the_file(house):
    stored = store.put([b"words"], store.EVIDENCE)
    store.discard(stored.name)
    store.discard(stored.name)
    with pytest.raises(store.Missing):
        store.open_stored(stored.name, stored.key_sealed)
    default_storage._wrapped.bucket_name, default_storage._wrapped._bucket = "another", None
    with pytest.raises(OSError, match="bucket"):
        store.put([b"words"], store.EVIDENCE)


def test_a_bucket_that_does_not_answer_is_told_apart_from_a_file_that_is_gone(house, monkeypatch):
    stored = store.put([b"words"], store.EVIDENCE)

    def silent(*_):
        raise bucket.BotoCoreError

    monkeypatch.setattr(bucket, "Ranged", silent)
    with pytest.raises(store.Unreachable):
        store.open_stored(stored.name, stored.key_sealed)


def test_evidence_is_received_handed_out_and_swept_in_a_bucket(house, activist):
    report = ReportFactory(submitter=activist, status="draft")
    with (store.incoming_path("x").parent.parent / "photo").open("w+b") as file:
        file.write(DATA)
        piece = evidence.add_file(report=report, file=file, name="photo", size=len(DATA), by=activist, at=NOW)
    with evidence.open_file(evidence=piece, by=activist, at=NOW) as held:
        assert held.read() == DATA
    orphan = store.put([b"left behind"], store.COPIES)
    assert sweeping.sweep(at=NOW) == 0
    assert sweeping.sweep(at=dt.datetime.now(dt.UTC) + dt.timedelta(days=2)) == 1
    assert not default_storage.exists(orphan.name)
    assert default_storage.exists(Original.objects.get().stored)
