"""A report under review with one person in it, for the tests of the review page."""

import pytest

from incidents.domain import review
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory


@pytest.fixture
def report(activist, reviewer):
    return review.take(ReportFactory(submitter=activist), by=reviewer, at=NOW)


@pytest.fixture
def mention(report):
    found = MentionFactory(report=report, name="Ержан Сейітов", naming="named", name_keys=["ержан", "сеитов"])
    ActFactory(mention=found)
    return found
