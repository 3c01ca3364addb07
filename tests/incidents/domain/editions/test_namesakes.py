"""Namesakes are many on a long list: what is known beside the name keeps them apart."""

import pytest

from incidents.domain.editions import pairing
from incidents.domain.editions.rows import Row

pytestmark = pytest.mark.django_db


def row(pk, name="khaled ahmad hamdan", **facts) -> Row:
    told = {"id": "", "national": "", "birth": "", "age_low": None, "age_high": None, "sex": "male", "describing": "",
            "digest": str(pk)}  # fmt: skip
    return Row(pk=pk, name=name, folded=name, **{**told, **facts})


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"national": "a"}, {"national": "b"}),
        ({"birth": "1955-12-14"}, {"birth": "1957-10-18"}),
        ({"age_low": 17, "age_high": 17}, {"age_low": 65, "age_high": 65}),
        ({"birth": "1988-02-03", "age_low": 34, "age_high": 34}, {"age_low": 9, "age_high": 9}),
    ],
)
def test_one_name_and_another_number_birth_or_age_is_somebody_else(before, now):
    sides = pairing.pair([row(1, **before)], [row(2, **now)])
    assert (sides.pairs, len(sides.former), len(sides.now)) == ([], 1, 1)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"birth": "1955-10-12"}, {"birth": "1955-12-10"}),
        ({"birth": "1955-10-12"}, {"birth": "1958-10-12"}),
        ({"birth": "1955"}, {"birth": "1955-12-10"}),
        ({"age_low": 17, "age_high": 17}, {"age_low": 18, "age_high": 18}),
        ({}, {"birth": "1955-12-10"}),
    ],
)
def test_one_slip_in_a_birth_or_a_year_more_of_age_is_the_same_row(before, now):
    sides = pairing.pair([row(1, **before)], [row(2, **now)])
    assert [(one.pk, other.pk) for one, other in sides.pairs] == [(1, 2)]


def test_where_the_keepers_numbers_stay_with_the_people_another_number_is_somebody_else():
    former = [row(n, f"person number{n} surname{n}", id=str(n)) for n in range(1, 6)] + [row(9, id="9")]
    now = [row(n + 20, f"person number{n} surname{n}", id=str(n)) for n in range(1, 6)] + [row(30, id="10")]
    sides = pairing.pair(former, now)
    assert [one.pk for one in sides.former] == [9]
    assert [one.pk for one in sides.now] == [30]
    assert len(sides.pairs) == 5
