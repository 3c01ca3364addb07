"""The drawing of claimed figures: lines of claimants, and apart from them what is documented here by how sure it is."""

import datetime as dt

import pytest

from incidents.domain.counting import Span
from incidents.domain.documented.history import Step
from incidents.domain.figures import verbs
from incidents.domain.queries import figures
from incidents.domain.queries.figure_told import tell
from incidents.views.figure_charts import documented_lines, drawing
from tests.incidents.domain.figures.samples import AT, entered

TODAY = dt.date(2023, 2, 1)


def told(user, *claims):
    rows = figures.visible(user).filter(pk__in=[claim.pk for claim in claims]).prefetch_related("moves")
    return tell(rows.order_by("when_lower"), None)


@pytest.mark.django_db
def test_a_figure_holds_until_it_was_replaced_and_is_hollow_when_taken_back(reviewer):
    first = entered(reviewer, 164, when="2022-01-09")
    verbs.move(first, "retracted", because="An error.", when="2022-01-10", by=reviewer, at=AT)
    chart = drawing("Deaths", [told(reviewer, first)], (), None, TODAY)
    point = chart.lines[0].points[0]
    assert (point.day, point.until, point.hollow) == (dt.date(2022, 1, 9), dt.date(2022, 1, 10), True)
    assert point.value.best == 164
    assert "retracted" in point.words
    assert point.url == f"/desk/figures/{first.ref}/"
    assert chart.first <= point.day
    assert chart.last > dt.date(2022, 1, 10)


@pytest.mark.django_db
def test_words_and_unknown_ones_are_not_drawn(reviewer):
    rows = told(reviewer, entered(reviewer, words="dozens"), entered(reviewer, value="unknown"))
    assert drawing("Deaths", [[row] for row in rows], (), None, TODAY).lines == ()


@pytest.mark.django_db
def test_a_claimant_with_two_scopes_has_two_lines_that_say_which(reviewer):
    rows = told(reviewer, entered(reviewer, 149, place="Almaty"), entered(reviewer, 225, place="the country"))
    labels = [line.label for line in drawing("Deaths", [[row] for row in rows], (), None, TODAY).lines]
    assert len(set(labels)) == 2
    assert any("Almaty" in label for label in labels)


@pytest.mark.django_db
def test_as_of_a_day_the_drawing_ends_on_it(reviewer):
    rows = told(reviewer, entered(reviewer, 149, when="2022-01-16"))
    assert drawing("Deaths", [rows], (), dt.date(2022, 1, 20), TODAY).last == dt.date(2022, 1, 20)
    assert drawing("Deaths", [rows], (), None, dt.date(2022, 1, 16)).last == dt.date(2022, 1, 16)


def step(day, total, **levels):
    return Step(dt.date(2022, 1, day), {code: Span(*ends) for code, ends in levels.items()}, Span(*total))


def test_our_count_has_a_line_for_each_level_and_those_that_are_surer_lie_inside():
    lines = documented_lines(
        [step(9, (4, 4), weak=(4, 4)), step(12, (7, 8), weak=(4, 4), fair=(2, 2), confirmed=(1, 2))]
    )
    ends = {line.code: [(point.value.low, point.value.high) for point in line.points] for line in lines}
    assert ends == {
        "documented-all": [(4, 4), (7, 8)], "documented-fair": [(3, 4)], "documented-confirmed": [(1, 2)],
    }  # fmt: skip
    assert all(line.area for line in lines)


def test_two_of_different_levels_who_may_be_one_lower_the_number():
    lines = documented_lines([step(9, (2, 3), pending=(0, 0), weak=(2, 2), fair=(1, 1))])
    ends = {line.code: (line.points[0].value.low, line.points[0].value.high) for line in lines}
    assert ends["documented-all"] == (2, 3)
    assert ends["documented-fair"] == (1, 1)


def test_nobody_documented_is_no_line():
    assert documented_lines([]) == []
    assert drawing("Deaths", [], (), None, TODAY).lines == ()
