"""The tag that puts a drawing on a page: its ids are its own, its table has links, its files keep the filters."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from incidents.domain.dashboards import Number
from incidents.exports.charts.shapes import Bars, Head, Series, Span
from incidents.templatetags import charts

DRAWING = Bars(
    "By <place>", "Told & counted.", (Head("a", "Алматы"),), (Series("k", "Killed", (Span(3, 5, "?sure", "?may"),)),)
)


def shown(markup: str) -> str:
    return Template("{% load charts %}" + markup).render(
        Context({"drawing": DRAWING, "request": RequestFactory().get("/")})
    )


def test_two_drawings_on_a_page_have_ids_of_their_own_and_one_script():
    text = shown("{% chart drawing %}{% chart drawing %}")
    assert text.count('id="c1-head"') == text.count('id="c2-head"') == 1
    assert text.count("charts.js") == 1


def test_the_table_below_has_both_ends_as_links_and_texts_are_escaped():
    text = shown("{% chart drawing %}")
    assert '<a href="?sure">3</a>–<a href="?may">5</a>' in text
    assert "By &lt;place&gt;" in text
    assert "<place>" not in text


@pytest.mark.parametrize(
    ("url", "wanted"),
    [("/figures/chart", "/figures/chart.png"), ("/figures/chart.svg", "/figures/chart.png"),
     ("/figures/chart.svg?place=a&on=2022-01-14", "/figures/chart.png?place=a&on=2022-01-14")],
)  # fmt: skip
def test_files_have_the_address_of_the_page_with_its_filters(url, wanted):
    assert (wanted, "PNG") in charts.files(url)


def test_without_an_address_there_are_no_files():
    assert "download" not in shown("{% chart drawing %}")
    assert shown("{% chart drawing '/x' %}").count("download") == 3


def test_a_number_of_a_dashboard_is_told_in_its_words_or_as_a_range():
    assert [charts.in_words(number) for number in (Number.of(4578), Number(3, 5), Number.of(3, said="3 days"))] == [
        "4,578", "3–5", "3 days",
    ]  # fmt: skip
