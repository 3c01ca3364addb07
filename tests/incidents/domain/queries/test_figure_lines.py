"""Which figures are drawn as one line: one claimant and one scope; a replacement belongs to what it replaces."""

import datetime as dt

import pytest

from incidents.domain.figures import comparing, topics, verbs
from incidents.domain.figures.comparing import Reason
from incidents.domain.queries.figure_pages import TopicPage, parting
from tests.factories import NOW
from tests.incidents.domain.figures.samples import AT, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(reviewer):
    return topics.make(title="Deaths", by=reviewer, at=NOW)


def lines(user, topic, on=None):
    return sorted([one.claim.best for one in line] for line in TopicPage(user, topic, on).lines)


def test_each_claimant_has_its_line_in_order_of_time(reviewer, topic):
    for number, who, day in ((227, "A", "2022-02-01"), (225, "A", "2022-01-15"), (149, "B", "2022-01-16")):
        entered(reviewer, number, claimant=who, when=day, topics=[topic])
    assert lines(reviewer, topic) == [[149], [225, 227]]


@pytest.mark.parametrize(
    "other",
    [{"place": "Almaty"}, {"status": "wounded"}, {"unit": "bodies"}, {"population": "civilians"},
     {"includes_security_forces": "no"}],
)  # fmt: skip
def test_another_scope_is_another_line(reviewer, topic, other):
    entered(reviewer, 225, topics=[topic])
    entered(reviewer, 226, topics=[topic], **other)
    assert lines(reviewer, topic) == [[225], [226]]


def test_what_replaces_another_of_the_same_claimant_goes_on_with_its_line(reviewer, topic):
    old = entered(reviewer, 225, unit="bodies", topics=[topic])
    new = entered(reviewer, 227, when="2022-02-01", topics=[topic])
    verbs.relate(new, old, "supersedes", by=reviewer, at=AT)
    assert lines(reviewer, topic) == [[225, 227]]


def test_what_replaces_another_claimant_s_is_a_line_of_its_own(reviewer, topic):
    old = entered(reviewer, 225, topics=[topic])
    new = entered(reviewer, 227, claimant="Somebody else", when="2022-02-01", topics=[topic])
    verbs.relate(new, old, "supersedes", by=reviewer, at=AT)
    assert lines(reviewer, topic) == [[225], [227]]


def test_two_of_one_day_do_not_follow_each_other(reviewer, topic):
    for number in (139, 53):
        entered(reviewer, number, topics=[topic])
    entered(reviewer, 151, when="2022-02-01", topics=[topic])
    assert lines(reviewer, topic) == [[53, 151], [139]]


def test_a_part_stated_later_does_not_follow_its_whole(reviewer, topic):
    whole, part = entered(reviewer, 230, topics=[topic]), entered(reviewer, 19, when="2022-02-01", topics=[topic])
    verbs.relate(part, whole, "part_of", by=reviewer, at=AT)
    assert lines(reviewer, topic) == [[19], [230]]


def test_on_a_day_only_what_was_stated_by_then_is_there(reviewer, topic):
    entered(reviewer, 225, when="2022-01-15", topics=[topic])
    entered(reviewer, 227, when="2022-02-01", topics=[topic])
    undated = entered(reviewer, 5, claimant="Nobody", when="", topics=[topic])
    received = undated.report.received_at.date()
    assert lines(reviewer, topic, dt.date(2022, 1, 20)) == [[5], [225]]
    assert lines(reviewer, topic, received - dt.timedelta(days=1)) == []


def test_every_reason_has_its_heading_and_the_gravest_comes_first():
    assert all(parting([Reason(code)]) for code in comparing.SENTENCES)
    assert parting([Reason("as_of"), Reason("place_not_said"), Reason("forces")]) == "place"
