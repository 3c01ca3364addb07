"""Kinship read from either side."""

import pytest

from incidents.domain import kin
from incidents.vocabulary import KinKind


@pytest.mark.parametrize("kind", KinKind.values)
def test_the_inverse_of_the_inverse_is_the_tie(kind):
    assert kin.INVERSE[kin.INVERSE[KinKind(kind)]] == kind


@pytest.mark.parametrize("kind", KinKind.values)
def test_every_tie_has_a_word_for_the_relative(kind):
    assert kin.relative(kind, is_first=True)
    assert kin.relative(kind, is_first=False)


def test_the_child_of_a_parent_is_a_child():
    assert kin.relative(KinKind.PARENT, is_first=True) == "son or daughter"
    assert kin.relative(KinKind.PARENT, is_first=False) == "father or mother"
