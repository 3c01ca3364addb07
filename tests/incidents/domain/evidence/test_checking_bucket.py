"""Checking where the files lie in a bucket (moto): missing and changed are found; a bucket that is away says nothing."""

import os

import pytest
from botocore.client import BaseClient
from botocore.exceptions import EndpointConnectionError

from incidents.domain import boxes, store
from incidents.domain.evidence import checking
from incidents.models import CheckRun
from incidents.vocabulary import Integrity
from tests.factories import NOW
from tests.incidents.domain.evidence.held import original
from tests.incidents.domain.test_bucket import house

pytestmark = pytest.mark.django_db
__all__ = ["house"]


def test_a_file_of_the_bucket_is_read_to_its_end_and_each_harm_is_found(house):
    whole, changed, lost = (original(os.urandom(boxes.CHUNK + number)) for number in range(3))
    body = bytearray(house.Object(changed.stored).get()["Body"].read())
    body[boxes.HEADER + 100] ^= 1
    house.Object(changed.stored).put(Body=bytes(body))
    house.Object(lost.stored).delete()
    run = checking.run(at=NOW)
    assert (run.done, run.changed, run.missing) == (3, 1, 1)
    for held, found in ((whole, Integrity.WHOLE), (changed, Integrity.CHANGED), (lost, Integrity.MISSING)):
        held.refresh_from_db()
        assert held.integrity == found
    assert checking.damage(changed) == [(boxes.HEADER, boxes.HEADER + boxes.RECORD)]


@pytest.mark.parametrize("asked", ["HeadObject", "GetObject"])
def test_a_bucket_that_does_not_answer_is_no_alarm(house, monkeypatch, asked):
    held, real = original(b"a photo"), BaseClient._make_api_call

    def away(client, operation, how):
        if operation == asked:
            raise EndpointConnectionError(endpoint_url="https://bucket.example")
        return real(client, operation, how)

    with monkeypatch.context() as patched:
        patched.setattr(BaseClient, "_make_api_call", away)
        with pytest.raises(store.Unreachable):
            checking.run(at=NOW)
    held.refresh_from_db()
    assert held.integrity == Integrity.UNCHECKED
    assert CheckRun.objects.get().ended_at is None
