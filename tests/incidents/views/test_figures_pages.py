"""Claimed figures as a browser gets them: the list, one figure, a topic with its drawing, as they stood on a day."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.domain.figures import topics, verbs
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.figures.samples import AT, accepted, entered

pytestmark = pytest.mark.django_db
LIST = "/desk/figures/"


@pytest.fixture
def topic(reviewer):
    return topics.make(title="Deaths in January", filters={"ever": "killed"}, by=reviewer, at=NOW)


@pytest.fixture
def series(reviewer, topic):
    """164, taken back on the next day; 225; 227 in its place."""
    told = {"topics": [topic], "claimant": "Prosecutor General", "place": "Kazakhstan"}
    official = {**told, "claimant": "Official channel"}
    first = entered(reviewer, 164, when="2022-01-09", **official)
    verbs.move(first, "retracted", because="A technical error.", when="2022-01-10", by=reviewer, at=AT)
    second = entered(reviewer, 225, when="2022-01-15", method="mortuaries", includes_security_forces="yes", **told)
    third = entered(reviewer, 227, when="2022-02-01", method="mortuaries", includes_security_forces="yes", **told)
    verbs.relate(third, second, "supersedes", by=reviewer, at=AT)
    return first, second, third


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_list_shows_topics_and_every_figure_with_its_scope_and_state(client_of, reviewer, topic, series):
    shown = page(client_of(reviewer), LIST)
    assert f"/desk/figures/topics/{topic.ref}/" in shown
    for words in ("164", "Official channel", "bodies brought to mortuaries", "superseded", "retracted", "A technical"):
        assert words in shown


def test_a_figure_of_a_report_that_one_cannot_read_is_nowhere(client_of, reviewer, admin, topic):
    hidden = entered(reviewer, 31, report=ReportFactory(), topics=[topic], wording="Hidden words.")
    assert hidden.ref in page(client_of(reviewer), LIST)
    client = client_of(admin)
    assert client.get(f"{LIST}{hidden.ref}/").status_code == 404
    for address in (LIST, f"{LIST}topics/{topic.ref}/"):
        assert hidden.ref not in page(client, address)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("state=retracted", {164}), ("q=prosecutor", {225, 227}), ("until=2022-01", {164, 225}), ("since=2022-02", {227}),
        ("status=wounded", set()), ("state=standing&on=2022-01-09", {164}), ("on=2022-01-20", {164, 225}),
        ("state=superseded&on=2022-01-20", set()), ("place=Kazakhstan", {164, 225, 227}), ("place=Nowhere", set()),
        ("report=R-0000000", {164, 225, 227}),
    ],
)  # fmt: skip
def test_the_filter_narrows_the_list_also_as_of_a_day(client_of, reviewer, series, asked, shown):
    rows = page(client_of(reviewer), f"{LIST}?{asked}")
    assert {claim.best for claim in series if f'id="{claim.ref}"' in rows} == shown


def test_a_report_s_reference_leads_to_its_form(client_of, reviewer, admin):
    report, waiting = accepted(), ReportFactory()
    assert client_of(reviewer).get(f"{LIST}?of={report.ref.lower()}").url == f"/desk/figures/enter/{report.ref}/"
    assert "no report with this reference" in page(client_of(admin), f"{LIST}?of={waiting.ref}")


def test_a_topic_shows_the_drawing_the_table_and_takes_it_along(client_of, reviewer, topic, series):
    client = client_of(reviewer)
    shown = page(client, f"{LIST}topics/{topic.ref}/")
    assert "<svg" in shown
    assert f"/desk/figures/topics/{topic.ref}/chart.csv" in shown
    for claim in series:
        assert f'id="{claim.ref}"' in shown
    table = client.get(f"{LIST}topics/{topic.ref}/chart.csv").content.decode()
    assert "Prosecutor General" in table
    assert "227" in table


def test_a_topic_is_shown_as_it_stood_on_a_day(client_of, reviewer, topic, series):
    client, address = client_of(reviewer), f"{LIST}topics/{topic.ref}/"
    first, second, third = series
    early = page(client, f"{address}?on=2022-01-09")
    assert f'id="{first.ref}"' in early
    assert "A technical error." not in early
    assert second.ref not in early
    later = page(client, f"{address}?on=2022-01-20")
    assert "A technical error." in later
    assert f'id="{second.ref}"' in later
    assert f'id="{third.ref}"' not in later
    assert "chart.csv?on=2022-01-20" in later
    assert "227" not in client.get(f"{address}chart.csv?on=2022-01-20").content.decode()


def test_figures_that_differ_in_scope_are_said_not_to_be_comparable(client_of, reviewer, topic):
    here = entered(reviewer, 149, place="Almaty", topics=[topic])
    everywhere = entered(reviewer, 225, place="Kazakhstan", topics=[topic])
    shown = page(client_of(reviewer), f"{LIST}topics/{topic.ref}/")
    assert "Not comparable, because" in shown
    own = page(client_of(reviewer), f"{LIST}{here.ref}/")
    assert everywhere.ref in own
    assert "Not comparable, because" in own


def test_a_part_larger_than_its_whole_is_remarked_on(client_of, reviewer, topic):
    part, whole = (entered(reviewer, number, topics=[topic]) for number in (30, 20))
    verbs.relate(part, whole, "subset_of", by=reviewer, at=AT)
    assert "Remarks on these figures" in page(client_of(reviewer), f"{LIST}topics/{topic.ref}/")
    assert "Remarks on these figures" in page(client_of(reviewer), f"{LIST}{whole.ref}/")


def test_struck_figures_stand_apart_and_count_nowhere(client_of, reviewer, topic):
    claim = entered(reviewer, 7777, topics=[topic])
    verbs.strike(claim, because="Typed wrongly.", by=reviewer, at=AT)
    client = client_of(reviewer)
    shown = page(client, f"{LIST}topics/{topic.ref}/")
    assert "1 figure that counts nowhere" in shown
    assert "7777" not in client.get(f"{LIST}topics/{topic.ref}/chart.csv").content.decode()


def test_a_figure_shows_how_it_was_said_what_it_counts_and_what_became_of_it(client_of, reviewer, series):
    shown = page(client_of(reviewer), f"{LIST}{series[1].ref}/")
    for words in ("225", "Prosecutor General", "15 January 2022", "superseded", series[2].ref, series[1].report.ref):
        assert words in shown
    assert "It had not been stated by that day" in page(client_of(reviewer), f"{LIST}{series[1].ref}/?on=2022-01-09")


@pytest.mark.parametrize("what", ["", "topics/{topic}/", "{claim}/"])
def test_more_figures_ask_no_more_queries(client_of, reviewer, topic, what):
    client, report = client_of(reviewer), accepted()
    first = entered(reviewer, 1, report=report, topics=[topic], place="Somewhere")
    address = LIST + what.format(topic=topic.ref, claim=first.ref)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, address)
        return len(queries)

    for number in range(2):
        entered(reviewer, number, report=report, topics=[topic], place="Somewhere")
    few = asked()
    for number in range(12):
        entered(reviewer, number, report=report, topics=[topic], place="Somewhere")
    assert asked() == few


def test_a_topic_is_made_and_changed_and_whoever_comes_second_loses_nothing(client_of, reviewer, second_reviewer):
    client = client_of(reviewer)
    made = client.post(f"{LIST}topics/new/", {"title": "Deaths", "describing": "All", "ever": "killed", "sort": "name"})
    address = made.url
    assert "killed" in page(client, address).lower()
    typed = {"title": "The dead", "describing": "All", "ever": "died", "version": "1"}
    assert client.post(f"{address}edit/", typed).status_code == 302
    late = client_of(second_reviewer).post(f"{address}edit/", typed | {"title": "Mine"})
    words = late.content.decode()
    assert late.status_code == 409
    assert "The dead" in words
    assert "Mine" in words
    assert 'name="version" value="2"' in words
    assert 'name="ever" value="died"' in words


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "x" * 201}, {"since": "soon"}, {"age_from": "9", "age_to": "1"}]
)
def test_what_is_wrong_with_a_topic_is_told_and_kept(client_of, reviewer, wrong):
    typed = {"title": "Deaths", "describing": "All who died."} | wrong
    answer = client_of(reviewer).post(f"{LIST}topics/new/", typed)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert "All who died." in answer.content.decode()
