"""Averaging over decomposable graphs: the table of Madigan and York comes out."""

import numpy as np
import pytest

from incidents.domain.estimating import decomposable, graphs
from incidents.domain.estimating.cells import row
from incidents.domain.estimating.decomposable import Averaged, poisson_gamma
from tests.incidents.domain.estimating.published import KOSOVO, SPINA_BIFIDA


@pytest.fixture(scope="module")
def published() -> Averaged:
    """Delta 1; a Poisson number with a gamma mean of shape 13.14 and scale 55.17; 1 to 300 missing; all 8 graphs."""
    return decomposable.average(SPINA_BIFIDA, range(1, 301), delta=1, prior=poisson_gamma(13.14, 55.17))


@pytest.mark.parametrize(("lists", "number"), [(2, 2), (3, 8), (4, 61), (5, 822)])
def test_every_decomposable_graph_is_there_once(lists: int, number: int) -> None:
    """The numbers of labelled chordal graphs (OEIS A058862)."""
    found = graphs.decomposable(lists)
    assert len(found) == len({graph.ties for graph in found}) == number


def test_the_most_probable_graph_has_0_37_and_says_731_mode_729(published: Averaged) -> None:
    """Tolerances 0.005 and half a person: the table prints 0.37, 731, 729."""
    best = published.models[0]
    assert best.name == "A·BC"
    assert best.probability == pytest.approx(0.37, abs=0.005)
    assert (best.says.estimate, best.says.mode) == (pytest.approx(731, abs=0.5), 729)


def test_the_average_says_731_mode_728(published: Averaged) -> None:
    assert (published.says.estimate, published.says.mode) == (pytest.approx(731, abs=0.5), 728)
    assert sum(model.probability for model in published.models) == pytest.approx(1)


def test_without_the_complete_graph_seven_are_left() -> None:
    told = decomposable.average(SPINA_BIFIDA, range(1, 301), prior=poisson_gamma(13.14, 55.17), complete=False)
    assert (told.graphs, told.models[0].probability) == (7, pytest.approx(0.387, abs=0.001))


def test_it_finds_out_how_far_to_look() -> None:
    told = decomposable.average(KOSOVO, complete=False)
    assert told.at_end < 1e-5
    assert 4400 < told.says.low < told.says.estimate < told.says.high < told.most + 4400


def test_a_limit_that_is_too_low_is_told() -> None:
    assert decomposable.average(KOSOVO, range(1, 301), complete=False).at_end > 0.01


def test_what_is_expected_beforehand_is_shape_times_scale() -> None:
    totals = np.arange(0, 5000, dtype=float)
    chances = np.exp(poisson_gamma(13.14, 55.17)(totals))
    assert (chances.sum(), (chances @ totals)) == (pytest.approx(1, abs=1e-6), pytest.approx(13.14 * 55.17, rel=1e-4))


def test_a_graph_that_is_next_to_impossible_still_says_numbers() -> None:
    """With a million people most graphs have a chance of 0; a number that is none could not be kept."""
    cells = row(3, [number * 10_000 for number in SPINA_BIFIDA.counts[1:]])
    told = decomposable.average(cells, complete=False)
    assert told.models[-1].probability == 0
    assert all(np.isfinite([one.says.low, one.says.estimate, one.says.high]).all() for one in told.models)
