"""Entering a claimed figure: one short form, without a script; nothing typed is lost, nothing is kept twice."""

import uuid

import pytest

from incidents.domain import places
from incidents.domain.figures import topics, verbs
from incidents.models import Actor, FigureClaim, Place
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.figures.samples import AT, accepted, entered

pytestmark = pytest.mark.django_db


def typed(**more):
    """What a tired person types: the front of the form alone."""
    return {
        "how": "exactly", "number": "149", "status": "dead", "place_text": "Almaty", "day": "16", "month": "1",
        "year": "2022", "claimant": "Almaty police", "key": str(uuid.uuid4()),
    } | more  # fmt: skip


@pytest.fixture
def report():
    return accepted(title="What the police said")


@pytest.fixture
def form(report):
    return f"/desk/figures/enter/{report.ref}/"


def test_the_front_of_the_form_is_enough(client_of, reviewer, report, form):
    answer = client_of(reviewer).post(form, typed())
    claim = FigureClaim.objects.get()
    assert answer.url == f"/desk/figures/{claim.ref}/"
    assert (claim.value, claim.low, claim.best, claim.high) == ("number", None, 149, None)
    assert (claim.report, claim.when_edtf, claim.claimant.name_en) == (report, "2022-01-16", "Almaty police")
    assert (claim.unit, claim.population, claim.includes_security_forces) == ("people", "not_stated", "not_stated")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"how": "least", "number": "17"}, ("number", 17, None, None, "")),
        ({"how": "most", "number": "17"}, ("number", None, None, 17, "")),
        ({"how": "about", "number": "4 578"}, ("number", None, 4578, None, "about")),
        ({"number": "17", "upto": "20"}, ("number", 17, None, 20, "")),
        ({"number": "", "words": "dozens"}, ("words", None, None, None, "dozens")),
        ({"number": "", "unknown": "on"}, ("unknown", None, None, None, "")),
        ({"number": "9,999,999,999"}, ("number", None, 9_999_999_999, None, "")),
        ({"number": "0"}, ("number", None, 0, None, "")),
    ],
)
def test_a_number_is_kept_as_it_was_said(client_of, reviewer, form, said, kept):
    assert client_of(reviewer).post(form, typed(**said)).status_code == 302
    claim = FigureClaim.objects.get()
    assert (claim.value, claim.low, claim.best, claim.high, claim.words) == kept


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "Write a number, or words, or tick"),
        ({"number": "1.5"}, "whole number in figures"),
        ({"number": "-3"}, "whole number in figures"),
        ({"number": "10000000000"}, "whole number in figures"),
        ({"number": "٣"}, "whole number in figures"),
        ({"number": "9" * 5000}, "whole number in figures"),
        ({"number": "20", "upto": "17"}, "lies below its beginning"),
        ({"number": "", "upto": "17"}, "Write the lower end"),
        ({"unknown": "on"}, "Either a number, or that it is not known."),
        ({"claimant": ""}, "Write who says it."),
        ({"day": "41"}, "day"),
        ({"year": "2090"}, "not come yet"),
        ({"words": "x" * 201}, "too long"),
        ({"window_from": "2022-02", "window_to": "2022-01"}, ""),
        ({"as_of": "soon"}, ""),
        ({"corrects": "G-0000000"}, ""),
        ({"key": "none"}, ""),
    ],
)
def test_what_is_wrong_is_told_and_everything_typed_is_kept(client_of, reviewer, form, wrong, sentence):
    answer = client_of(reviewer).post(form, typed(wording="The police said so.") | wrong)
    page = answer.content.decode()
    assert answer.status_code in (404, 422)
    assert not FigureClaim.objects.exists()
    if answer.status_code == 422:
        assert sentence in page
        assert "The police said so." in page
        assert "There is a problem" in page


def test_what_is_folded_away_is_kept_too(client_of, reviewer, form):
    more = {
        "speaker": "the deputy head", "population": "attackers", "population_words": "terrorists", "unit": "bodies",
        "includes_security_forces": "yes", "includes_bystanders": "no", "as_of": "15.1.2022", "method": "mortuaries",
        "window_from": "5.1.2022", "window_to": "14.1.2022", "method_words": "by the morning", "wording": "They said.",
        "caveats": "“injured” may hold the dead", "claimant_kind": "police", "about": "on",
    }  # fmt: skip
    assert client_of(reviewer).post(form, typed(**more)).status_code == 302
    claim = FigureClaim.objects.select_related("claimant").get()
    assert (claim.window_edtf, claim.as_of_edtf, claim.when_edtf) == (
        "2022-01-05/2022-01-14",
        "2022-01-15",
        "2022-01-16~",
    )
    assert (claim.claimant.kind, claim.population_words, claim.method) == ("police", "terrorists", "mortuaries")


def test_a_place_that_the_gazetteer_knows_is_found_and_another_kept_as_typed(client_of, reviewer, form):
    Place.objects.create(
        key="almaty", kind="city", name_en="Almaty", name_ru="Алматы", name_kk="Алматы", folded=places.ways("Almaty")
    )
    client = client_of(reviewer)
    client.post(form, typed())
    client.post(form, typed(place_text="behind the square"))
    found, unknown = FigureClaim.objects.order_by("pk")
    assert (found.place.key, unknown.place, unknown.place_text) == ("almaty", None, "behind the square")


def test_one_form_makes_one_figure_however_often_it_is_sent(client_of, reviewer, form):
    client, words = client_of(reviewer), typed()
    assert client.post(form, words).url == client.post(form, words).url
    assert FigureClaim.objects.count() == 1


def test_who_says_it_is_found_by_any_of_its_names(client_of, reviewer, form):
    Actor.objects.create(key="prosecutor", kind="prosecutor", name_en="Prosecutor General", name_ru="Генеральный прокурор",
                         name_kk="Бас прокурор")  # fmt: skip
    client_of(reviewer).post(form, typed(claimant="генеральный прокурор"))
    assert FigureClaim.objects.get().claimant.key == "prosecutor"


def test_the_form_offers_who_is_known_and_needs_no_script(client_of, reviewer, form):
    entered(reviewer, 5, claimant="Ministry of Health")
    page = client_of(reviewer).get(form).content.decode()
    assert '<option value="Ministry of Health"></option>' in page
    assert page.count("<details") == 1
    assert "<details open" not in page


def test_a_figure_goes_onto_the_topics_that_were_ticked(client_of, reviewer, form):
    topic = topics.make(title="Deaths", by=reviewer, at=NOW)
    client = client_of(reviewer)
    assert f'value="{topic.ref}"' in client.get(f"{form}?topic={topic.ref}").content.decode()
    client.post(form, typed(topics=[topic.ref]))
    assert [one.ref for one in FigureClaim.objects.get().topics.all()] == [topic.ref]


def test_a_struck_figure_is_entered_anew_with_what_was_right(client_of, reviewer, report, form):
    old = entered(
        reviewer, 194, report=report, wording="They said 149.", when="2022-01-16", window="2022-01-05/2022-01-14"
    )
    verbs.strike(old, because="Typed wrongly.", version=1, by=reviewer, at=AT)
    client = client_of(reviewer)
    page = client.get(f"{form}?corrects={old.ref}").content.decode()
    assert 'value="194"' in page
    assert "They said 149." in page
    assert 'value="2022-01-14"' in page
    client.post(form, typed(corrects=old.ref))
    new = FigureClaim.objects.get(struck_at=None)
    assert (new.corrects, new.best) == (old, 149)
    assert new.ref in client.get(f"/desk/figures/{old.ref}/").content.decode()


def test_a_figure_that_stands_cannot_be_entered_anew(client_of, reviewer, report, form):
    old = entered(reviewer, 194, report=report)
    answer = client_of(reviewer).post(form, typed(corrects=old.ref))
    assert answer.status_code == 422
    assert "Only a struck figure" in answer.content.decode()


def test_nothing_is_entered_from_a_report_that_was_rejected_or_that_one_cannot_read(
    client_of, reviewer, admin, activist
):
    rejected = accepted(status="rejected", reject_reason="other")
    assert client_of(reviewer).get(f"/desk/figures/enter/{rejected.ref}/").status_code == 403
    waiting = ReportFactory()
    assert client_of(reviewer).get(f"/desk/figures/enter/{waiting.ref}/").status_code == 200
    assert client_of(admin).get(f"/desk/figures/enter/{waiting.ref}/").status_code == 404
    assert client_of(activist).get(f"/desk/figures/enter/{waiting.ref}/").status_code == 404
