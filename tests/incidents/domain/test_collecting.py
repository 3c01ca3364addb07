"""The collector looks less often inside the block, and as usual after it, also after an error and with two at once."""

import gc

import pytest

from incidents.domain import collecting


def test_the_collector_looks_less_often_and_then_as_usual():
    with collecting.seldom():
        assert gc.get_threshold()[0] > collecting.USUAL[0]
    assert gc.get_threshold() == collecting.USUAL


def test_an_error_brings_back_the_usual():
    with pytest.raises(ValueError, match="a row"), collecting.seldom():
        raise ValueError("a row")
    assert gc.get_threshold() == collecting.USUAL


def test_of_two_at_once_none_leaves_it_seldom():
    with collecting.seldom():
        with collecting.seldom():
            pass
        assert gc.get_threshold() == collecting.USUAL
    assert gc.get_threshold() == collecting.USUAL
