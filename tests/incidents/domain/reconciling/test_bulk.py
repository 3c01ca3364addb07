"""Decisions on many rows: what fits, what does not and why; how each is written, and taken back exactly."""

import pytest

from incidents.domain import matching
from incidents.domain.reconciling import bulk, running
from incidents.models import AuditEvent, AuditSet, BulkDecision, MatchDecision, Mention, Person, RowChange
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Resolution, RunState
from tests.incidents.domain.reconciling import house
from tests.incidents.domain.reconciling.house import AT, LATER, NAMES
from tests.incidents.row_samples import a_list, a_row, an_edition

pytestmark = pytest.mark.django_db
SAID = "As the list has it."


def counts(edition, kind, by, **known):
    return house.looked(edition, kind, by, **known).found["counts"]


# --- The same ---------------------------------------------------------------------------------------------------------
def test_rows_that_agree_on_three_things_with_one_person_are_that_person(reviewer):
    persons, edition = house.known(reviewer), house.edition_of()
    made = house.decided(edition, "same", reviewer)
    assert (made.state, made.done, made.passed, made.found["counts"]) == (RunState.DONE, 3, 0, {"fits": 3})
    assert [row.person for row in house.rows_of(edition)] == persons
    row = house.rows_of(edition)[0]
    assert (row.resolution, row.resolution_reason, row.resolved_by) == (Resolution.GROUPED, SAID, reviewer)
    persons[0].refresh_from_db()
    assert persons[0].reports_count == 2


def test_what_is_written_is_what_single_decisions_write(reviewer):
    house.known(reviewer)
    one, other = house.edition_of(), house.edition_of()
    house.decided(one, "same", reviewer)
    by_bulk = list(MatchDecision.objects.order_by("pk").values("verdict", "score", "reasons", "levels", "because"))
    made = house.looked(other, "same", reviewer)
    for found in made.decided.all():
        matching.same(found.mention, found.person, because=SAID, by=reviewer, at=AT)
    by_hand = list(MatchDecision.objects.order_by("pk").values("verdict", "because")[3:])
    assert [{name: row[name] for name in ("verdict", "because")} for row in by_bulk] == by_hand
    assert all(row["score"] > 0.9 and "birth:same_day" in row["reasons"] and row["levels"] for row in by_bulk)


@pytest.mark.parametrize(
    ("name", "born", "place", "when", "why"),
    [
        ("Айдар Сатпаев", "1990-02-03", "Алматы", "2022-01-08", "fits"),
        ("Айдар Сатпаев", "1990-02-03", "", "", "few"),
        ("Айдар Сатпаев", "1960-05-05", "Алматы", "2022-01-08", "against"),
        ("А. Сатпаев", "1990-02-03", "Алматы", "2022-01-08", "below"),
        ("Гүлнар Әбдірова", "1990-02-03", "Алматы", "2022-01-08", "nobody"),
    ],
)
def test_a_row_that_does_not_fit_says_why(name, born, place, when, why, reviewer):
    house.known(reviewer)
    edition = an_edition(a_list())
    a_row(edition, name, born=born, place=place, when=when)
    assert counts(edition, "same", reviewer) == {why: 1}


def test_where_two_persons_may_be_meant_nothing_is_decided(reviewer):
    house.known(reviewer)
    house.known(reviewer)
    assert counts(house.edition_of(NAMES[:1]), "same", reviewer) == {"several": 1}


def test_two_rows_that_fit_one_person_are_decided_by_hand(reviewer):
    house.known(reviewer)
    made = house.looked(house.edition_of([NAMES[0], NAMES[0], NAMES[1]]), "same", reviewer)
    assert made.found["counts"] == {"fits": 1, "double": 2}
    assert made.decided.count() == 1


def test_a_higher_threshold_lets_fewer_through(reviewer):
    house.known(reviewer)
    assert counts(house.edition_of(NAMES[:1]), "same", reviewer, threshold=1.0) == {"below": 1}


# --- Somebody new, and as before --------------------------------------------------------------------------------------
def test_rows_for_whom_nobody_is_proposed_become_new_persons(reviewer):
    edition = house.edition_of()
    made = house.decided(edition, "new", reviewer)
    assert made.done == 3
    row = house.rows_of(edition)[2]
    assert (row.resolution, row.person.display_name) == (Resolution.NEW, NAMES[2][0])
    person = Person.objects.get(pk=row.person_id)
    matching.reopen(row, because="Once more.", by=reviewer, at=AT)
    again = matching.new_person(row, because=SAID, by=reviewer, at=AT)
    again = Person.objects.get(pk=again.pk)
    same = {field.name for field in Person._meta.fields} - {"id", "ref", "search_text"}
    assert {name: getattr(person, name) for name in same} == {name: getattr(again, name) for name in same}


def test_a_row_that_somebody_may_be_and_a_name_that_the_list_has_twice_are_no_new_persons(reviewer):
    house.known(reviewer)
    twice = ("Гүлнар Әбдірова", "1999-01-01")
    assert counts(house.edition_of([NAMES[0], twice, twice]), "new", reviewer) == {"somebody": 1, "twice": 2}


@pytest.mark.parametrize("ids", [True, False])
def test_rows_follow_the_person_of_the_same_row_in_the_edition_before(ids, reviewer):
    first = house.edition_of(ids=ids)
    house.decided(first, "new", reviewer)
    second = house.edition_of(NAMES, follows=first, number=2, person_list=first.person_list, ids=ids)
    made = house.decided(second, "before", reviewer, at=LATER)
    assert made.found["counts"] == {"fits": 3}
    assert [row.person for row in house.rows_of(second)] == [row.person for row in house.rows_of(first)]
    assert Person.objects.count() == 3


def test_a_row_that_is_written_differently_follows_the_row_that_it_was_compared_with(reviewer):
    first = house.edition_of([("Айдар Сатпаев", "1990-02-03")], ids=False)
    house.decided(first, "new", reviewer)
    respelt = [("Айдар Сәтбаев", "1990-02-03"), ("Гүлнар Әбдірова", "1999-01-01")]
    second = house.edition_of(respelt, follows=first, number=2, person_list=first.person_list, ids=False)
    (former,), (row, _new) = house.rows_of(first), house.rows_of(second)
    RowChange.objects.create(edition=second, kind="respelt", former=former, mention=row)
    assert counts(second, "before", reviewer) == {"fits": 1, "no_row": 1}


def test_an_id_alone_is_not_enough_and_an_undecided_former_row_has_nobody_to_follow(reviewer):
    first = house.edition_of(NAMES[:2])
    rows = house.rows_of(first)
    matching.new_person(rows[0], because="New.", by=reviewer, at=AT)
    numbered_anew = [("Гүлнар Әбдірова", "1999-01-01"), NAMES[1]]
    second = house.edition_of(numbered_anew, follows=first, number=2, person_list=first.person_list)
    assert counts(second, "before", reviewer) == {"against": 1, "no_person": 1}


# --- As one act -------------------------------------------------------------------------------------------------------
def test_nothing_is_decided_before_it_is_agreed_to(reviewer):
    house.known(reviewer)
    before = house.state()
    made = house.looked(house.edition_of(), "same", reviewer)
    assert made.decided.filter(at=None).count() == 3
    assert house.state()[1:] == before[1:]
    assert not Mention.objects.filter(resolved_by=reviewer, resolution_reason=SAID).exists()


def test_the_log_holds_one_line_with_everybody_and_no_name(reviewer):
    persons = house.known(reviewer)
    edition = house.edition_of()
    made = house.decided(edition, "same", reviewer)
    line = AuditEvent.objects.get(verb="rows_decided")
    assert (line.kind, line.ref, line.by) == ("list", edition.person_list.ref, reviewer.ref)
    told = {"report": edition.report.ref, "edition": 1, "kind": "same", "run": made.pk, "people": 3}
    assert line.detail == told
    assert AuditSet.objects.get(pk=line.records).refs == sorted(person.ref for person in persons)


def test_what_somebody_decided_meanwhile_is_passed_by(reviewer, second_reviewer):
    house.known(reviewer)
    edition = house.edition_of()
    made = house.looked(edition, "same", reviewer)
    matching.new_person(house.rows_of(edition)[0], because="Another one.", by=second_reviewer, at=AT)
    # and a namesake of the second came in by another report, so that two may be meant
    house.known(reviewer)
    other = house.edition_of(NAMES[1:2])
    matching.same(house.rows_of(other)[0], Person.objects.latest("pk"), because="He.", by=reviewer, at=AT)
    made = bulk.agree(made, by=reviewer, at=AT)
    assert (made.done, made.passed) == (0, 3)


def test_one_key_asks_once_and_agreeing_twice_decides_once(reviewer, second_reviewer):
    edition = house.edition_of()
    made = house.looked(edition, "new", reviewer)
    known = {"threshold": 0.0, "because": SAID, "key": made.key, "at": AT}
    assert bulk.ask(edition, "new", by=reviewer, **known) == made
    with pytest.raises(Unfit, match="Try once more"):
        bulk.ask(edition, "new", by=second_reviewer, **known)
    bulk.agree(made, by=reviewer, at=AT)
    assert bulk.agree(made, by=reviewer, at=LATER).agreed_at == AT
    assert Person.objects.count() == 3


def test_who_imported_the_list_decides_nothing_in_it_and_nobody_agrees_to_what_another_looked_for(
    reviewer, second_reviewer, activist
):
    own = an_edition(a_list(), by=reviewer)
    a_row(own, "Айдар Сатпаев")
    for user in (reviewer, activist):
        with pytest.raises(Denied):
            house.looked(own, "new", user)
    made = house.looked(own, "new", second_reviewer)
    with pytest.raises(Denied):
        bulk.agree(made, by=reviewer, at=AT)
    other = house.looked(house.edition_of(), "new", reviewer)
    with pytest.raises(Denied, match="Only the person who looked"):
        bulk.agree(other, by=second_reviewer, at=AT)


@pytest.mark.parametrize(("kind", "because"), [("none", "Why."), ("new", " "), ("before", "Why.")])
def test_what_cannot_be_asked_is_said(kind, because, reviewer):
    with pytest.raises(Unfit):
        bulk.ask(house.edition_of(), kind, threshold=0, because=because, key="0" * 32, by=reviewer, at=AT)


def test_nothing_to_decide_is_said(reviewer):
    house.known(reviewer)
    with pytest.raises(Unfit, match="No row of this edition waits"):
        house.looked(an_edition(a_list()), "new", reviewer)
    made = house.looked(house.edition_of(NAMES[:1]), "new", reviewer)
    with pytest.raises(Unfit, match="No row fits"):
        bulk.agree(made, by=reviewer, at=AT)


def test_looking_again_forgets_what_was_looked_for_and_never_agreed_to(reviewer):
    edition = house.edition_of()
    first = house.looked(edition, "new", reviewer)
    second = house.looked(edition, "new", reviewer)
    assert list(BulkDecision.objects.all()) == [second]
    assert first.pk != second.pk


def test_a_long_one_is_left_to_the_job_worker_and_may_be_stopped_and_go_on(reviewer, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 0)
    monkeypatch.setattr(running, "BATCH", 1)
    edition = house.edition_of()
    made = house.looked(edition, "new", reviewer)
    assert made.state == RunState.WAITING
    assert bulk.stop(made, by=reviewer, at=AT).state == RunState.STOPPED
    made = house.whole(made.pk)
    assert made.state == RunState.STOPPED
    made = house.whole(bulk.go_on(made, by=reviewer, at=AT).pk)
    assert made.found["counts"] == {"fits": 3}
    # when it is stopped after its first row
    made = bulk.agree(made, by=reviewer, at=AT)
    _one_batch(made)
    assert bulk.stop(made, by=reviewer, at=AT).stop_asked
    made = house.whole(made.pk)
    assert (made.state, made.done) == (RunState.STOPPED, 1)
    made = house.whole(bulk.go_on(made, by=reviewer, at=LATER).pk)
    assert (made.state, made.done) == (RunState.DONE, 3)
    with pytest.raises(Denied):
        bulk.go_on(made, by=reviewer, at=LATER)


def _one_batch(made):
    """As a worker that was killed in its second batch leaves it."""
    instants = iter([AT])
    with pytest.raises(StopIteration):
        running.run(made.pk, clock=lambda: next(instants))
