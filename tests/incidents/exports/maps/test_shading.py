"""Steps of colour and sizes of circles."""

import itertools

import pytest

from incidents.exports.maps import shading


@pytest.mark.parametrize(
    ("numbers", "limits"),
    [
        ([], ()),
        ([0, 0], ()),
        ([1], (1,)),
        ([0, 3], (1, 2, 3)),
        ([4], (1, 2, 3, 4)),
        ([6, 1], (2, 3, 5, 6)),
        ([149], (5, 20, 50, 149)),
        ([1_000_000], (50, 1000, 50_000, 1_000_000)),
    ],
)
def test_the_steps_are_round_numbers_and_end_with_the_largest(numbers, limits):
    assert shading.limits(numbers) == limits


@pytest.mark.parametrize("most", [*range(1, 60), 99, 100, 101, 5000, 123_456_789])
def test_every_number_is_in_exactly_one_step_of_the_legend(most):
    limits = shading.limits([most])
    assert len(limits) <= 4
    told = shading.spans(limits)
    assert told[0][0] == 1
    assert told[-1][1] == most
    assert all(before[1] + 1 == after[0] for before, after in itertools.pairwise(told))
    for number in {1, most // 2 or 1, most}:
        first, last = told[shading.step(number, limits) - 1]
        assert first <= number <= last


def test_nobody_has_no_colour_and_more_than_all_has_the_last():
    assert shading.step(0, (1, 2)) == shading.step(-1, (1, 2)) == 0
    assert shading.step(9, (1, 2)) == 2


def test_a_circle_grows_with_its_number_and_stays_small_in_small_sets():
    sizes = [shading.radius(number, 100) for number in (0, 1, 10, 100)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == shading.LARGEST
    assert shading.radius(2, 2) < shading.LARGEST / 2
