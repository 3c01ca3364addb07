"""How a source is called: a protected one never by name."""

from types import SimpleNamespace

import pytest

from incidents.domain import speakers
from incidents.vocabulary import Knowing, SourceKind


def source(**facts):
    return SimpleNamespace(**({"kind": "person", "name": "", "knowing": "relative", "protection": "secret"} | facts))


def test_a_protected_source_is_told_by_what_it_is():
    assert speakers.called(source()) == "a relative, protected"


def test_not_even_a_name_that_should_not_be_there_is_shown():
    assert "Canary" not in speakers.called(source(name="Canary"))


@pytest.mark.parametrize("protection", ["open", "team"])
def test_a_source_that_may_be_named_inside_the_team_is_named(protection):
    assert speakers.called(source(name="Newsroom", kind="outlet", protection=protection)) == "Newsroom"


def test_a_nameless_institution_is_told_by_its_kind():
    assert speakers.called(source(kind="authority", protection="open")) == "an authority"


def test_no_source_at_all_is_said():
    assert speakers.called(None) == "source not known"


@pytest.mark.parametrize("knowing", Knowing.values)
@pytest.mark.parametrize("kind", SourceKind.values)
def test_every_kind_of_source_has_words(kind, knowing):
    assert speakers.called(source(kind=kind, knowing=knowing)).endswith("protected")
