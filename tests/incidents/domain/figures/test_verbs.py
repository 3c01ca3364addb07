"""Claimed figures: entered from a report, moved through their states, struck; never overwritten."""

import datetime as dt
import uuid

import pytest

from incidents.domain.figures import states, topics, verbs
from incidents.domain.intake import contents
from incidents.domain.queries import incidents
from incidents.models import Actor, AuditEvent, FigureClaim, FigureTopic, TopicClaim
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import FigureState as S
from incidents.vocabulary import FigureValue, ReportStatus
from tests.factories import ReportFactory
from tests.incidents.domain.figures.samples import AT, accepted, entered

pytestmark = pytest.mark.django_db


def test_a_number_is_kept_with_its_scope_as_it_was_said(reviewer):
    made = entered(
        reviewer, 149, as_of="2022-01-16", window="2022-01-05/2022-01-14", status="dead", place="Atlantis",
        includes_security_forces="yes", wording="149 people died,\nof them 11 officers.", speaker="the head of police",
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.best, made.low, made.value, made.state) == (149, None, FigureValue.NUMBER, S.STANDING)
    assert (made.when_edtf, made.when_lower) == ("2022-01-16", dt.date(2022, 1, 16))
    assert (made.window_lower, made.window_upper) == (dt.date(2022, 1, 5), dt.date(2022, 1, 14))
    assert (made.place, made.place_text, made.includes_security_forces) == (None, "Atlantis", "yes")
    assert made.wording == "149 people died,\nof them 11 officers."
    assert AuditEvent.objects.get(verb="figure_entered").ref == made.ref


def test_words_only_and_explicitly_unknown_are_values(reviewer):
    assert entered(reviewer, words="most of the 149").value == FigureValue.WORDS
    assert entered(reviewer, value="unknown").value == FigureValue.UNKNOWN
    least = entered(reviewer, low="17", words="at least 17")
    assert (least.low, least.best, least.high, least.value) == (17, None, None, FigureValue.NUMBER)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "best"),
        ({"value": "words"}, "words"),
        ({"value": "unknown", "best": 3}, "value"),
        ({"value": "dream", "best": 3}, "value"),
        ({"low": 5, "high": 4}, "low"),
        ({"low": 5, "best": 4}, "low"),
        ({"best": 10_000_000_000}, "best"),
        ({"best": -1}, "best"),
        ({"best": "many"}, "best"),
        ({"best": 1, "unit": "apples"}, "unit"),
        ({"best": 1, "when": "yesterday"}, "when"),
        ({"best": 1, "when": "2099-01-01"}, "when"),
        ({"best": 1, "window": "2022-02/2022-01"}, "window"),
        ({"best": 1, "claimant": "  "}, "claimant"),
        ({"best": 1, "claimant": "Somebody new", "claimant_kind": "angel"}, "claimant_kind"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(values, field, reviewer):
    with pytest.raises(Unfit) as refused:
        entered(reviewer, **values)
    assert refused.value.field == field
    assert not FigureClaim.objects.exists()


def test_one_form_makes_one_claim(reviewer, second_reviewer):
    key, report = uuid.uuid4(), accepted()
    first = entered(reviewer, 149, key=key, report=report)
    assert entered(reviewer, 149, key=key, report=report) == first
    with pytest.raises(Denied):
        entered(second_reviewer, 149, key=key, report=report)
    assert FigureClaim.objects.count() == 1


def test_a_claimant_is_found_by_any_of_its_names_and_made_once(reviewer):
    police = Actor.objects.create(key="police", kind="police", name_en="Police", name_ru="Полиция", name_kk="Полиция")
    assert entered(reviewer, 1, claimant="полиция").claimant == police
    new = entered(reviewer, 2, claimant="Sixty Hours newsroom", claimant_kind="newsroom").claimant
    assert (new.kind, new.name_ru) == ("newsroom", "Sixty Hours newsroom")
    assert entered(reviewer, 3, claimant="Sixty  hours Newsroom").claimant == new
    assert Actor.objects.count() == 2


@pytest.mark.parametrize(
    ("status", "reason"), [(ReportStatus.DRAFT, ""), (ReportStatus.REJECTED, "duplicate"), (ReportStatus.WITHDRAWN, "")]
)
def test_nothing_is_entered_from_a_report_that_does_not_stand(status, reason, reviewer):
    with pytest.raises(Denied):
        entered(reviewer, 1, report=accepted(status=status, reject_reason=reason))


def test_only_reviewers_and_admins_enter_figures(activist, admin):
    with pytest.raises(Denied):
        entered(activist, 1)
    assert entered(admin, 1).entered_by == admin
    with pytest.raises(Denied):
        entered(admin, 1, report=ReportFactory())  # an admin reads accepted reports only


def test_a_claim_moves_with_a_day_a_reason_and_the_report_that_tells_it(reviewer):
    made, told = entered(reviewer, 164, when="2022-01-09"), ReportFactory()
    moved = verbs.move(
        made, S.RETRACTED, because="A technical error.", when="2022-01-10", told_in=told, version=1, by=reviewer, at=AT
    )
    made.refresh_from_db()
    assert (made.state, made.version, moved.from_state, moved.told_in) == (S.RETRACTED, 2, S.STANDING, told)


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"because": " "}, "because"),
        ({"when": "2022-01-08"}, "when"),
        ({"when": "2023-02-02"}, "when"),
        ({"when": "soon"}, "when"),
    ],
)
def test_a_move_needs_a_reason_and_a_day_that_can_be(about, field, reviewer):
    made = entered(reviewer, 164, when="2022-01-09")
    with pytest.raises(Unfit) as refused:
        verbs.move(made, S.RETRACTED, **({"because": "An error."} | about), by=reviewer, at=AT)
    assert refused.value.field == field


def test_a_move_that_the_table_lacks_and_a_late_one_are_refused(reviewer):
    made = entered(reviewer, 164)
    verbs.move(made, S.RETRACTED, because="An error.", version=1, by=reviewer, at=AT)
    made.refresh_from_db()
    with pytest.raises(Denied, match="retracted"):
        verbs.move(made, S.STANDING, because="No.", version=2, by=reviewer, at=AT)
    with pytest.raises(Stale):
        verbs.move(made, S.DISPUTED, because="No.", version=1, by=reviewer, at=AT)


def test_a_struck_claim_stays_and_can_be_entered_anew_once(reviewer):
    wrong = entered(reviewer, 194)
    verbs.strike(wrong, because="Misread.", version=1, by=reviewer, at=AT)
    wrong.refresh_from_db()
    assert (wrong.struck_by, wrong.struck_because, wrong.best) == (reviewer, "Misread.", 194)
    verbs.strike(wrong, because="Again.", version=1, by=reviewer, at=AT)
    with pytest.raises(Denied, match="struck"):
        verbs.move(wrong, S.RETRACTED, because="An error.", by=reviewer, at=AT)
    anew = entered(reviewer, 149, report=wrong.report, corrects=wrong)
    assert anew.corrects == wrong
    with pytest.raises(Unfit):
        entered(reviewer, 150, report=wrong.report, corrects=wrong)
    with pytest.raises(Unfit):
        entered(reviewer, 150, report=anew.report, corrects=anew)


def test_a_topic_has_one_name_and_holds_a_claim_once(reviewer, second_reviewer):
    topic = topics.make(title="Deaths", filters={"ever": "killed", "q": ""}, by=reviewer, at=AT)
    assert topics.make(title="Deaths", filters={"ever": "killed"}, by=reviewer, at=AT) == topic
    with pytest.raises(Unfit):
        topics.make(title="deaths", by=second_reviewer, at=AT)
    with pytest.raises(Unfit):
        topics.make(title=" ", by=reviewer, at=AT)
    made = entered(reviewer, 149, topics=[topic, topic])
    topics.place(topic, made, by=reviewer, at=AT)
    assert list(topic.claims.all()) == [made]
    topics.take_off(topic, made, by=reviewer, at=AT)
    topics.take_off(topic, made, by=reviewer, at=AT)
    assert not TopicClaim.objects.exists()


def test_a_topic_is_changed_by_whoever_saw_it_last(reviewer):
    topic = topics.make(title="Deaths", by=reviewer, at=AT)
    topics.edit(topic, version=1, title="Deaths in January", filters={"sex": "f"}, by=reviewer, at=AT)
    with pytest.raises(Stale):
        topics.edit(topic, version=1, title="Deaths", by=reviewer, at=AT)
    topics.make(title="Deaths", by=reviewer, at=AT)
    with pytest.raises(Unfit):
        topics.edit(topic, version=2, title="DEATHS", by=reviewer, at=AT)
    assert FigureTopic.objects.get(pk=topic.pk).filters == {"sex": "f"}


# --- As of a day -----------------------------------------------------------------------------------------------------
def on(made, day):
    return states.state_on(FigureClaim.objects.get(pk=made.pk), made.moves.all(), dt.date.fromisoformat(day))


def test_a_claim_is_shown_in_the_state_of_the_day(reviewer):
    made = entered(reviewer, 164, when="2022-01-09")
    verbs.move(made, S.RETRACTED, because="An error.", when="2022-01-10", by=reviewer, at=AT)
    assert [on(made, f"2022-01-{day:02}") for day in (8, 9, 10)] == [None, S.STANDING, S.RETRACTED]


def test_what_is_written_later_holds_for_the_days_that_it_is_about(reviewer):
    made = entered(reviewer, 225, when="2022-01-15")
    verbs.move(made, S.SUPERSEDED, because="230.", when="2022-03-14", by=reviewer, at=AT)
    verbs.move(made, S.RETRACTED, because="A letter.", when="2022-02-01", by=reviewer, at=AT + dt.timedelta(hours=1))
    assert [on(made, day) for day in ("2022-01-31", "2022-02-01", "2022-04-01")] == [
        S.STANDING, S.RETRACTED, S.RETRACTED,
    ]  # fmt: skip


def test_without_a_day_a_claim_counts_from_its_report_and_a_move_from_when_it_was_written(reviewer):
    made = entered(reviewer, 5, when="")  # its report came in on 12 January 2022 at 18:00 UTC: the 13th in Almaty
    verbs.move(made, S.DISPUTED, because="By others.", by=reviewer, at=AT)
    assert [on(made, day) for day in ("2022-01-12", "2022-01-13", "2023-01-31", "2023-02-01")] == [
        None, S.STANDING, S.STANDING, S.DISPUTED,
    ]  # fmt: skip


def test_whoever_was_named_for_a_claim_alone_is_offered_nowhere_as_alleged_to_act(reviewer):
    police = Actor.objects.create(key="police", kind="police", name_en="Police", name_ru="Полиция", name_kk="Полиция")
    entered(reviewer, 1, claimant="Sixty Hours newsroom", claimant_kind="newsroom")
    assert dict(contents.actor_choices()) == {"police": "Police"}
    assert list(incidents.actors()) == [police]
