"""The pages of counts as a browser gets them."""

import pytest

from incidents.domain.documented.questions import Question
from incidents.domain.documented.reckoning import count
from incidents.exports.charts.shapes import Multiples
from incidents.views import count_charts
from tests.incidents.domain.documented.world import places, world
from tests.incidents.people_samples import held

pytestmark = pytest.mark.django_db
COUNTS = "/desk/figures/counts/"


@pytest.fixture
def where(reviewer, second_reviewer):
    return world(reviewer, second_reviewer)


def test_the_page_tells_the_total_and_leads_to_the_lists(client_of, reviewer, where):
    page = client_of(reviewer).get(COUNTS + "?rows=sex").content.decode()
    assert "at least 16" in page
    assert "/desk/people/?row=sex%3Afemale&amp;certain=yes" in page
    assert "Up to 2 more people" in page


def test_age_and_sex_are_a_pyramid(client_of, reviewer, where):
    page = client_of(reviewer).get(COUNTS + "?rows=age&columns=sex").content.decode()
    assert "People, by: Age and Sex" in page


def test_what_cannot_be_asked_says_why(client_of, reviewer, where):
    page = client_of(reviewer).get(COUNTS + "?rows=age&columns=age").content.decode()
    assert "Choose another question" in page
    page = client_of(reviewer).get(COUNTS + "?rows=age&since=yesterday").content.decode()
    assert "Nothing is counted until then" in page


def test_nobody_is_told_so(client_of, reviewer, db):
    assert "Nobody matches" in client_of(reviewer).get(COUNTS).content.decode()


@pytest.mark.parametrize(
    "query", ["?rows=day&columns=sure", "?rows=place&columns=source", "?rows=age&columns=sex", "?rows=list"]
)
def test_the_numbers_are_taken_along_as_svg_and_csv(client_of, reviewer, where, query):
    client = client_of(reviewer)
    for ext, kind in (("svg", "image/svg+xml"), ("csv", "text/csv")):
        answer = client.get(f"{COUNTS}counts.{ext}{query}")
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(kind)
    assert client.get(f"{COUNTS}counts.exe{query}").status_code == 404
    assert client.get(f"{COUNTS}others.svg{query}").status_code == 404


def test_a_file_of_a_filter_that_cannot_be_read_leads_to_the_page_that_says_why(client_of, reviewer, where):
    answer = client_of(reviewer).get(COUNTS + "counts.csv?rows=age&since=yesterday")
    assert (answer.status_code, answer.url) == (302, COUNTS + "?rows=age&since=yesterday")


def test_those_left_undecided_have_their_own_list(client_of, reviewer, where):
    client = client_of(reviewer)
    assert "two boys" in client.get(COUNTS + "undecided/?rows=age&at_row=12-17").content.decode()
    assert "two boys" not in client.get(COUNTS + "undecided/?rows=age&at_row=18-29").content.decode()
    assert "two boys" not in client.get(COUNTS + "undecided/?rows=age&sex=female").content.decode()


def test_the_list_behind_a_number_says_what_it_shows(client_of, reviewer, where):
    page = client_of(reviewer).get("/desk/people/?row=age%3A12-17&certain=yes&on=2022-01-14").content.decode()
    assert "Age: 12–17" in page
    assert "This list is shown as it stood on 14 January 2022" in page
    assert "Only who certainly match" in page


@pytest.mark.parametrize("size", [3, 30])
def test_a_page_of_counts_takes_a_fixed_number_of_queries(client_of, reviewer, size, django_assert_max_num_queries):
    for number in range(size):
        held(reviewer, name=f"Ерлан Белтыбор{number}", participation="protester")
    client = client_of(reviewer)
    with django_assert_max_num_queries(20):
        assert client.get(COUNTS + "?rows=place&columns=manner&participation=protester").status_code == 200


def test_where_there_are_too_many_rows_the_towns_are_left_out_and_the_csv_has_them(
    client_of, reviewer, where, monkeypatch
):
    monkeypatch.setattr(count_charts, "MOST_ROWS", 4)
    client = client_of(reviewer)
    page = client.get(COUNTS + "?rows=place").content.decode()
    assert "more rows or columns are not shown" in page
    assert "row=place%3Atown" not in page
    assert "Town" in client.get(COUNTS + "counts.csv?rows=place").content.decode()


def test_a_region_and_its_towns_are_not_stacked_on_each_other(reviewer):
    held(reviewer, name="Ерлан Белтыбор", place=places()["town"])
    question = Question("sex", "place")
    assert isinstance(count_charts.Counted(count(reviewer, question), question).chart(), Multiples)
