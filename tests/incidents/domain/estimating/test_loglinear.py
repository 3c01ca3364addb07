"""Log-linear models: published fits come out, and what the table does not determine is said to be so."""

import time

import pytest

from incidents.domain.estimating import families, loglinear
from incidents.domain.estimating.cells import Unreadable, read, row
from incidents.domain.estimating.loglinear import Came
from tests.incidents.domain.estimating.published import DIABETES, HEPATITIS, KOSOVO, SPINA_BIFIDA


@pytest.fixture(scope="module")
def kosovo() -> list[loglinear.Fit]:
    return list(loglinear.fit_all(KOSOVO, families.hierarchical(4)))


@pytest.mark.parametrize(("lists", "models"), [(3, 8), (4, 113), (5, 6893)])
def test_every_hierarchical_model_is_there_once(lists: int, models: int) -> None:
    found = list(families.hierarchical(lists))
    assert len(found) == len(set(found)) == models


def test_a_model_reads_back_from_its_name() -> None:
    assert all(families.named(4, families.name(4, model)) == model for model in families.hierarchical(4))
    assert families.name(3, families.INDEPENDENT) == "A·B·C"


@pytest.mark.parametrize("name", ["", "AX", "ABC", "A·D"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="names no model"):
        families.named(3, name)


def test_kosovo_the_lowest_bic_is_10356(kosovo: list[loglinear.Fit]) -> None:
    """Published: 10,356 (issue: 10,356.5), deviance 9.3 on 4 degrees of freedom. Tolerance 0.05."""
    best = min(kosovo, key=lambda fit: fit.bic)
    assert best.total == pytest.approx(10356.5, abs=0.05)
    assert best.deviance == pytest.approx(9.3, abs=0.05)
    assert (best.degrees, best.parameters, best.name) == (4, 11, "ABC·AD·CD")


def test_kosovo_all_models_lie_between_6729_and_22889(kosovo: list[loglinear.Fit]) -> None:
    """Tolerance 0.5: the issue gives whole people."""
    totals = [fit.total for fit in kosovo if fit.total is not None]
    assert len(totals) == 113
    assert (min(totals), max(totals)) == (pytest.approx(6729, abs=0.5), pytest.approx(22889, abs=0.5))
    assert {fit.came for fit in kosovo} == {Came.WELL}


def test_kosovo_independence_says_7395() -> None:
    assert loglinear.fit(KOSOVO, families.INDEPENDENT).total == pytest.approx(7395, abs=0.5)


@pytest.mark.parametrize(
    ("name", "total", "deviance", "degrees"),
    [
        ("A·B·C", 388, 24.36, 3), ("AC·B", 393, 24.25, 2), ("A·BC", 413, 21.33, 2), ("AB·C", 416, 21.14, 2),
        ("AC·BC", 452, 19.90, 1), ("AB·AC", 464, 19.42, 1), ("AB·BC", 527, 13.20, 1), ("AB·AC·BC", 1313, 0.0, 0),
    ],
)  # fmt: skip
def test_hepatitis_in_taiwan_comes_out(name: str, total: float, deviance: float, degrees: int) -> None:
    """Chao and others (2001): estimates to the whole case (tolerance 0.51), deviances to 0.01."""
    fit = loglinear.fit(HEPATITIS, families.named(3, name))
    assert fit.total == pytest.approx(total, abs=0.51)
    assert (fit.deviance, fit.degrees) == (pytest.approx(deviance, abs=0.01), degrees)


def test_diabetes_in_casale_monferrato_comes_out() -> None:
    """The working group (1995): the model of least AIC says 2,771, deviance 7.6 on 5 degrees. Tolerances 0.5 and 0.05."""
    best = min(loglinear.fit_all(DIABETES, families.hierarchical(4)), key=lambda fit: fit.aic)
    assert best.total == pytest.approx(2771, abs=0.5)
    assert (best.deviance, best.degrees) == (pytest.approx(7.6, abs=0.05), 5)


def test_the_widest_model_of_three_lists_has_its_closed_form() -> None:
    """n(111) n(100) n(010) n(001) / (n(110) n(101) n(011)): Fienberg (1972)."""
    fit = loglinear.fit(SPINA_BIFIDA, families.named(3, "AB·AC·BC"))
    assert fit.missing == pytest.approx(12 * 247 * 49 * 60 / (142 * 112 * 4), rel=1e-7)
    assert (fit.degrees, fit.chance) == (0, None)


def test_the_criteria_are_those_of_the_docstring() -> None:
    """As R's glm reckons them for these counts; n in BIC is the people seen. Tolerance 0.01."""
    fit = loglinear.fit(KOSOVO, families.named(4, "ABC·AD·CD"))
    assert fit.aic == pytest.approx(-2 * fit.likelihood + 22)
    assert fit.bic - fit.aic == pytest.approx(11 * (8.38935982 - 2), abs=1e-4)


@pytest.mark.parametrize("scale", [1, 1000])
def test_a_table_times_a_thousand_says_a_thousand_times_as_many(scale: int) -> None:
    cells = row(3, [number * scale for number in SPINA_BIFIDA.counts[1:]])
    assert loglinear.fit(cells, families.named(3, "A·BC")).total == pytest.approx(730.9286 * scale, rel=1e-6)


def test_no_overlap_leaves_those_on_no_list_undetermined() -> None:
    fits = list(loglinear.fit_all(row(3, [5, 5, 0, 5, 0, 0, 0]), families.hierarchical(3)))
    assert {fit.came for fit in fits} == {Came.NOT_DETERMINED}
    assert {fit.total for fit in fits} == {None}


def test_a_pattern_fitted_as_0_is_told_and_the_estimate_is_kept_where_it_is_determined() -> None:
    """Lists A and B never meet: their own term has no end. What B and C, and A and C, say stays: by hand 10 · 12 / 4 and
    so on; the fit is that of the patterns that are left, as Chan, Silverman and Vincent (2021) have it."""
    cells = read({"100": 12, "010": 10, "001": 20, "101": 4, "011": 5, "110": 0, "111": 0})
    fit = loglinear.fit(cells, families.named(3, "AB·C"))
    assert fit.came == Came.AT_BOUNDARY
    assert fit.total is not None
    assert fit.missing == pytest.approx(20 * 22 / 9, rel=1e-6)
    assert (fit.parameters, fit.degrees) == (4, 1)


def test_a_list_of_nobody_is_told() -> None:
    fit = loglinear.fit(row(3, [3, 2, 1, 0, 0, 0, 0]), families.INDEPENDENT)
    assert (fit.came, fit.total) == (Came.AT_BOUNDARY, pytest.approx(12))


def test_nobody_on_any_list_says_nothing() -> None:
    fits = list(loglinear.fit_all(row(3, [0] * 7), families.hierarchical(3)))
    assert {(fit.came, fit.total) for fit in fits} == {(Came.NOT_DETERMINED, None)}


def test_it_stops_when_it_is_told_to() -> None:
    assert list(loglinear.fit_all(KOSOVO, families.hierarchical(4), lambda: False)) == []


def test_all_models_of_four_lists_are_fitted_well_under_a_second() -> None:
    began = time.process_time()
    list(loglinear.fit_all(KOSOVO, families.hierarchical(4)))
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("patterns", [{}, {"1": 3}, {"01": 1, "011": 1}, {"0a1": 1}, {"011": -1}, {"011": 1.5},
                                      {"000": 4}, {"011": True}, {"1111111": 1}, {"011": 10**8}])  # fmt: skip
def test_what_is_no_table_is_refused(patterns: dict[str, int]) -> None:
    with pytest.raises(Unreadable):
        read(patterns)


def test_patterns_come_back_as_they_were_given() -> None:
    assert KOSOVO.patterns()["1000"] == 1131
    assert read(KOSOVO.patterns()) == KOSOVO
    assert (KOSOVO.seen, KOSOVO.times()) == (4400, [3218, 882, 273, 27])
