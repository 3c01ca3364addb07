"""From frozen content to rows: what each answer becomes, and what a later revision does to the rows of an earlier one."""

import datetime as dt

import pytest

from incidents.domain import intake, matching, review
from incidents.domain.places import fold_place
from incidents.models import Act, Actor, Kinship, Mention, Place, Report
from incidents.vocabulary import Derivation, Naming
from tests.incidents.domain.intake_samples import FAMILY, family, new_key

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)


def send(by, key=None, **changes) -> Report:
    return intake.send(content=family(**changes), by=by, at=AT, key=key or new_key())


def one(by, acts=None, **person) -> Mention:
    """The mention that one person becomes."""
    acts = [{"kind": "killed"}] if acts is None else acts
    return send(by, people=[{"key": "p", "acts": acts, **person}], kin=[]).mentions.get()


def resend(report: Report, by, reviewer, **changes) -> Report:
    """Asked back, changed, sent again."""
    review.ask_back(review.take(report, by=reviewer, at=AT), question="?", by=reviewer, at=AT)
    row = Report.objects.get(pk=report.pk)
    content = family(**changes)
    steps = {
        "what": content["what"],
        "people": {"people": content["people"], "kin": content["kin"]},
        "source": content["source"],
    }
    for step, values in steps.items():
        row = intake.save(report=row, step=step, values=values, by=by, at=LATER, version=row.version)
    intake.submit(report=row, by=by, at=LATER, version=row.version, reason="Here.")
    return Report.objects.get(pk=report.pk)


def test_acts_take_over_when_and_where_of_step_one(activist):
    for act in Act.objects.filter(mention__report=send(activist)):
        assert (act.when_edtf, act.when_words, act.place_text) == ("2022-01-08", "evening", "Taldykorgan")


def test_an_act_keeps_a_day_and_a_place_of_its_own(activist):
    acts = [{"kind": "detained", "own_when": True, "day": "7", "month": "1", "year": "2022", "place": "Tekeli"}]
    act = one(activist, acts=acts).acts.get()
    assert (act.when_edtf, act.place_text) == ("2022-01-07", "Tekeli")


def test_an_own_day_without_a_place_is_at_the_place_of_step_one(activist):
    act = one(activist, acts=[{"kind": "detained", "day": "7", "month": "1", "year": "2022"}]).acts.get()
    assert (act.when_edtf, act.place_text) == ("2022-01-07", "Taldykorgan")


def test_an_own_day_may_be_not_known(activist):
    act = one(activist, acts=[{"kind": "detained", "own_when": True}]).acts.get()
    assert (act.when_edtf, act.when_lower) == ("", None)


def test_a_place_that_the_gazetteer_knows_is_found_and_kept_as_typed(activist):
    place = Place.objects.create(
        key="t", name_en="Taldykorgan", name_ru="Талдыкорган", name_kk="Талдықорған", folded=[fold_place("Taldykorgan")]
    )
    report = send(activist, what={"place": "TALDYKORGAN"})
    assert (report.place, report.place_text) == (place, "TALDYKORGAN")
    assert {act.place for act in Act.objects.all()} == {place}


@pytest.mark.parametrize(
    ("person", "ages"),
    [
        ({"age": "15"}, (15, 15)),
        ({"age": "30", "age_high": "40"}, (30, 40)),
        ({"age": "0"}, (0, 0)),
        ({"birth_year": "2006", "birth_month": "1", "birth_day": "9"}, (15, 15)),
        ({"birth_year": "2006"}, (15, 16)),
        ({"birth_year": "1870"}, (None, None)),
        ({"birth_year": "2023"}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_ages_are_told_or_follow_from_the_birth_date(activist, person, ages):
    mention = one(activist, **person)
    assert (mention.age_low, mention.age_high) == ages


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Ботагөз Үлгібаева", Naming.NAMED),
        ("Б. Үлгібаева", Naming.PARTIAL),
        ("", Naming.UNNAMED),
        ("неизвестный", Naming.UNNAMED),
    ],
)
def test_the_naming_level_follows_from_the_name(activist, name, level):
    assert one(activist, name=name).naming == level


def test_a_name_is_folded_and_gets_its_keys(activist):
    mention = one(activist, name="Ботагөз Үлгібаева")
    assert mention.name == "Ботагөз Үлгібаева"
    assert mention.name_folded
    assert mention.name_keys


def test_a_counted_group_keeps_its_bounds(activist):
    mention = one(activist, unit="group", n_low="5", n_high="9", describing="people at the square")
    assert (mention.n_low, mention.n_high) == (5, 9)


def test_a_family_without_a_count_is_at_least_one(activist):
    mention = one(activist, unit="family", n_low="3")
    assert (mention.n_low, mention.n_high) == (3, 3)


def test_the_alleged_actor_stands_beside_the_act(activist):
    Actor.objects.create(key="army", name_en="the army", name_ru="армия", name_kk="әскер")
    reason = {"stated_reason": "did not hear the order to stop", "stated_reason_by": "the defenders"}
    act = one(activist, acts=[{"kind": "killed", "actor": "army", "involvement": "carried_out", **reason}]).acts.get()
    assert [(one.actor.key, one.involvement) for one in act.involved.all()] == [("army", "carried_out")]
    assert act.stated_reason_by == "the defenders"


def test_an_actor_whom_nobody_knows_is_told(activist):
    with pytest.raises(intake.Incomplete):
        one(activist, acts=[{"kind": "killed", "actor": "martians"}])


def test_a_report_without_a_title_gets_one_from_deeds_place_and_day(activist):
    assert send(activist).title == "Killed, Taldykorgan, 8 January 2022"


def test_a_report_of_which_nothing_is_known_is_called_by_its_reference(activist):
    what = {"day": "", "month": "", "year": "", "place": "", "persons_unknown": True, "when_words": ""}
    report = send(activist, what=what, people=[], kin=[])
    assert report.ref in report.title


def test_kin_are_tied_once_for_each_pair(activist):
    kin = FAMILY["kin"] + [{"a": "husband", "kind": "spouse", "b": "wife"}, {"a": "wife", "kind": "other", "b": "wife"}]
    send(activist, kin=kin)
    assert Kinship.objects.count() == 3


# --- A later revision ------------------------------------------------------------------------------------------------
def test_people_and_acts_keep_their_rows_in_a_new_revision(activist, reviewer):
    report = send(activist)
    before = list(report.mentions.values_list("pk", flat=True)), list(Act.objects.values_list("pk", flat=True))
    people = [person | {"age": 50} for person in FAMILY["people"]]
    resend(report, activist, reviewer, people=people)
    assert (
        list(report.mentions.values_list("pk", flat=True)),
        list(Act.objects.values_list("pk", flat=True)),
    ) == before
    assert set(report.mentions.values_list("age_low", flat=True)) == {50}


def test_who_is_left_out_is_retired_and_not_deleted(activist, reviewer):
    report = send(activist)
    resend(report, activist, reviewer, people=FAMILY["people"][:2], kin=FAMILY["kin"][:1])
    gone = report.mentions.get(name="Ботагөз Үлгібаева")
    assert gone.retired_at == LATER
    assert gone.acts.get().retired_at == LATER
    assert Kinship.objects.count() == 1 or Kinship.objects.filter(mention=gone).count() == 2


def test_an_act_that_is_left_out_is_retired(activist, reviewer):
    report = send(activist)
    people = [FAMILY["people"][0] | {"acts": [{"key": "other", "kind": "wounded"}]}, *FAMILY["people"][1:]]
    resend(report, activist, reviewer, people=people)
    acts = report.mentions.first().acts.order_by("pk")
    assert [(act.kind, act.retired_at) for act in acts] == [("killed", LATER), ("wounded", None)]


def test_who_comes_back_is_no_longer_retired(activist, reviewer):
    report = send(activist)
    resend(report, activist, reviewer, people=FAMILY["people"][:2], kin=[])
    resend(report, activist, reviewer)
    assert report.mentions.filter(retired_at=None).count() == 3
    assert Act.objects.filter(retired_at=None).count() == 3


def test_a_grouping_stays_and_the_person_shows_what_the_report_says_now(activist, reviewer):
    report = review.take(send(activist), by=reviewer, at=AT)
    mention = report.mentions.get(name="Ботагөз Үлгібаева")
    person = matching.new_person(mention, because="Nobody fits.", by=reviewer, at=AT)
    person = getattr(person, "person", None) or person
    report = review.ask_back(Report.objects.get(pk=report.pk), question="?", by=reviewer, at=AT)
    people = [*FAMILY["people"][:2], FAMILY["people"][2] | {"age": 16}]
    row = intake.save(report=report, step="people", values={"people": people, "kin": []}, by=activist, at=LATER,
                      version=report.version)  # fmt: skip
    intake.submit(report=row, by=activist, at=LATER, version=row.version, reason="16.")
    mention.refresh_from_db()
    assert mention.person is not None
    assert mention.person.age_low == 16


def test_a_withdrawn_report_leaves_the_persons(activist, reviewer):
    report = review.take(send(activist), by=reviewer, at=AT)
    mention = report.mentions.first()
    matching.new_person(mention, because="Nobody fits.", by=reviewer, at=AT)
    report = Report.objects.get(pk=report.pk)
    intake.withdraw(report=report, by=activist, at=LATER, version=report.version, reason="They asked me to.")
    mention.refresh_from_db()
    assert mention.person is None


# --- Where the text comes from ---------------------------------------------------------------------------------------
def test_a_derived_report_is_tied_to_its_origin(activist, other_activist):
    origin = send(other_activist)
    report = send(activist, source={"derivation": "translation", "derived_ref": origin.ref.lower().replace("-", " ")})
    assert (report.derived_from, report.derivation) == (origin, Derivation.TRANSLATION)


def test_a_reference_that_nobody_has_is_kept_as_words(activist):
    origin = send(activist)
    draft = intake.start(by=activist, at=AT, key=new_key())
    report = send(activist, source={"derivation": "quote", "derived_ref": draft.ref})
    assert (report.derived_from, report.derived_words) == (None, draft.ref)
    assert origin.derived.count() == 0


def test_a_report_comes_neither_from_itself_nor_from_its_own_copy(activist, reviewer):
    origin = send(activist)
    copy = send(activist, source={"derivation": "reprint", "derived_ref": origin.ref})
    for ref in (origin.ref, copy.ref):
        with pytest.raises(intake.Incomplete):
            resend(origin, activist, reviewer, source={"derivation": "reprint", "derived_ref": ref})
        row = Report.objects.get(pk=origin.pk)
        row.status, row.taken_by, row.taken_at = "submitted", None, None
        row.save()


def test_a_tie_that_a_reviewer_made_outlives_a_revision_that_says_nothing_of_it(activist, other_activist, reviewer):
    origin, report = send(other_activist), send(activist)
    taken = review.take(report, by=reviewer, at=AT)
    review.link_origin(taken, origin_ref=origin.ref, derivation=Derivation.SUMMARY, by=reviewer, at=AT)
    review.put_back(taken, by=reviewer, at=AT)
    report = resend(Report.objects.get(pk=report.pk), activist, reviewer)
    assert report.derived_from == origin
