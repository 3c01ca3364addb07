"""bin/manage matching fit: learns from verdicts that stand, says before and after, and keeps nothing that is worse."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from incidents.domain import match_weights, scoring
from incidents.management.matching import fit, pairs_file
from incidents.models import MatchDecision, MatchWeights
from tests.factories import NOW, MentionFactory, PersonFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db
HEAD = ",".join(pairs_file.COLUMNS) + "\n"


@pytest.fixture
def decided(db):
    """Makes verdicts of reviewers, some about a mention and a person, some about two persons."""
    report, by = ReportFactory(), UserFactory(role="reviewer")

    def make(number: int, verdict: str, score: float, **levels):
        for count in range(number):
            person, other = PersonFactory(), PersonFactory()
            sides = {"other": other} if count % 2 else {"mention": MentionFactory(report=report)}
            MatchDecision.objects.create(person=person, verdict=verdict, score=score, levels=levels, because="x",
                                         by=by, at=NOW, **sides)  # fmt: skip

    return make


def said(*arguments) -> str:
    out = StringIO()
    call_command("matching", "fit", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_field_that_reviewers_trust_is_worth_more_and_is_kept(decided):
    told = {"name.family": "same", "name.given": "spelled"}
    decided(30, "same", 0.5, **told, kin="same")
    decided(30, "different", 0.5, **told)
    text = said("--keep")
    assert "learned from 48 pairs, measured on 12 held back" in text
    assert "fields kin same" in text
    assert match_weights.in_use().fields["kin"]["same"] > scoring.load_weights().fields["kin"]["same"] + 0.3
    row = MatchWeights.objects.get(in_use=True)
    assert row.measured["after"]["f1"] >= row.measured["before"]["f1"]
    assert said("--drop") == "Back to the weights of the file.\n"
    assert match_weights.in_use() == scoring.load_weights()
    assert said("--drop") == "They are in use.\n"


def test_verdicts_taken_back_undecided_ones_and_those_without_levels_do_not_count(decided):
    decided(6, "same", 0.9, sex="same")
    decided(3, "undecided", 0.9, sex="same")
    decided(3, "same", 0.9)
    MatchDecision.objects.filter(verdict="same").order_by("pk")[:1].get()
    first = MatchDecision.objects.filter(levels={"sex": "same"}, verdict="same").first()
    MatchDecision.objects.filter(pk=first.pk).update(reversed_by=first.by, reversed_at=NOW)
    assert len(fit.stored()) == 5


def test_too_few_verdicts_say_so(decided):
    decided(19, "same", 0.9, sex="same")
    with pytest.raises(CommandError, match="There are 19 verdicts to learn from"):
        said()


def test_files_of_pairs_count_like_verdicts_and_can_be_what_is_measured(tmp_path):
    names = ("Ержан Сейітов", "Айгүл Нұрланова", "Жандос Әлиев", "Дана Омарова", "Болат Қасымов")
    rows = [f"{one},2001,,{other},2001,,{int(one == other)}\n" for one in names for other in names]
    (tmp_path / "pairs.csv").write_text(HEAD + "".join(rows))
    found = json.loads(said("--pairs", tmp_path / "pairs.csv", "--held", tmp_path / "pairs.csv", "--json"))
    assert (found["pairs"], found["held"]) == (25, 25)
    assert found["after"]["f1"] >= 0.9
    assert not MatchWeights.objects.exists()


def test_weights_that_are_worse_on_what_was_held_back_are_not_kept():
    worse = fit.Fit(scoring.as_delivered(), {"f1": 0.9}, {"f1": 0.8}, 40, 10)
    with pytest.raises(fit.Refused, match="nothing was kept"):
        fit.keep(worse, print)
    assert not MatchWeights.objects.exists()


def test_the_bits_of_a_stored_probability_come_back():
    assert fit.bits_of(0.5) == 0
    assert fit.bits_of(1 / (1 + 2**-12.5)) == pytest.approx(12.5)
    assert (fit.bits_of(1.0), fit.bits_of(0.0), fit.bits_of(1e-300)) == (40, -40, -40)
