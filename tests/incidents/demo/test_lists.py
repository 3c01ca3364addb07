"""The demo's list comes in with both editions, and what changed between them is told."""

from collections import Counter

import pytest

from incidents.demo import lists, walk
from incidents.domain import gazetteer_load
from incidents.models import ListImport, Mention, PersonList, RowChange

pytestmark = pytest.mark.django_db


def test_both_editions_come_in_once_and_their_changes_are_told(settings):
    settings.DEMO = True
    gazetteer_load.load()
    walk.make_team()
    assert lists.seed()
    series = PersonList.objects.get()
    assert [(one.label, one.rows) for one in series.editions.order_by("number")] == [
        ("February 2022", 25), ("July 2022", 28),
    ]  # fmt: skip
    changes = Counter(RowChange.objects.values_list("kind", flat=True))
    assert changes == {"added": 5, "removed": 2, "respelt": 3, "changed": 2}
    assert Mention.objects.filter(report__edition__number=2, acts__isnull=True).count() == 0
    assert [one.found["counts"]["errors"] for one in ListImport.objects.all()] == [0, 0]
    assert not lists.seed()
    assert ListImport.objects.count() == 2
