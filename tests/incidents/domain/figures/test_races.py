"""Two people at once: one form makes one claim, and no circle is closed from both ends."""

import threading
import uuid

import pytest
from django.db import connection

from incidents.domain.figures import verbs
from incidents.models import FigureClaim, FigureRelation
from incidents.policies import Unfit
from tests.incidents.domain.figures.samples import AT, accepted, entered

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks):
    """Run these beside each other; what each gave or raised."""
    told, gate = [], threading.Barrier(len(tasks))

    def run(task):
        gate.wait()
        try:
            told.append(task())
        except Exception as error:
            told.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_a_form_sent_twice_at_once_makes_one_claim(reviewer):
    report, key = accepted(), uuid.uuid4()
    told = at_once(*[lambda: entered(reviewer, 149, report=report, key=key)] * 2)
    assert {one.pk for one in told} == {FigureClaim.objects.get().pk}


def test_two_ties_that_would_close_a_circle_do_not_both_hold(reviewer, second_reviewer):
    one, other = entered(reviewer, 11), entered(reviewer, 11)
    told = at_once(
        lambda: verbs.relate(one, other, "subset_of", by=reviewer, at=AT),
        lambda: verbs.relate(other, one, "part_of", by=second_reviewer, at=AT),
    )
    assert [type(answer) for answer in told].count(Unfit) == 1
    assert FigureRelation.objects.count() == 1
