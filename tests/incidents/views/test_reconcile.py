"""The pages on which rows of lists are decided."""

import uuid

import pytest
from django.urls import reverse

from incidents.domain import matching, references
from incidents.models import BulkDecision, MatchDecision, Mention, Person, RowChange, RowHold
from incidents.vocabulary import ReportStatus, Resolution
from tests.incidents.domain.reconciling import house
from tests.incidents.domain.reconciling.house import AT, NAMES
from tests.incidents.row_samples import a_list, a_row, an_edition

pytestmark = pytest.mark.django_db


def url(name, edition, *args):
    return reverse(f"desk:{name}", args=[edition.person_list.ref, *args])


def said(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def at(client_of, reviewer):
    return client_of(reviewer)


def test_the_next_row_is_held_and_the_next_reviewer_gets_another(at, client_of, second_reviewer):
    edition = house.edition_of()
    first, second, _third = house.rows_of(edition)
    assert "0 of 3 decided" in said(at.get(url("reconcile", edition)))
    assert not RowHold.objects.exists()
    assert at.post(url("reconcile", edition)).url == url("reconcile_row", edition, first.pk)
    other = client_of(second_reviewer)
    assert other.post(url("reconcile", edition)).url == url("reconcile_row", edition, second.pk)
    assert "Dana Test reads this row now" in said(other.get(url("reconcile_row", edition, first.pk)))
    assert "1 other person reads rows now" in said(other.get(url("reconcile", edition)))


def test_a_row_stands_beside_who_it_may_be_in_both_scripts_with_the_reasons(at, reviewer):
    persons, edition = house.known(reviewer), house.edition_of()
    row = house.rows_of(edition)[0]
    page = said(at.get(url("reconcile_row", edition, row.pk)))
    for words in (
        persons[0].ref,
        "Aidar Satpayev",
        "Very likely.",
        "Same name",
        "born 3 February 1990 in both",
        "Line 1",
    ):
        assert words in page
    assert persons[1].ref not in page


def test_one_decision_leads_to_the_next_row(at, reviewer):
    persons, edition = house.known(reviewer), house.edition_of()
    first, second, _third = house.rows_of(edition)
    sent = {"slug": "row-x", "verdict": "same", "person": persons[0].ref, "because": "The same name."}
    answer = at.post(url("reconcile_row", edition, first.pk), sent)
    assert answer.url == url("reconcile_row", edition, second.pk)
    first.refresh_from_db()
    assert first.person == persons[0]
    answer = at.post(url("reconcile_row", edition, second.pk), {"slug": "row-new", "verdict": "new"})
    second.refresh_from_db()
    assert (second.resolution, second.resolution_reason) == (Resolution.NEW, "Nobody we hold fits.")


def test_a_refused_candidate_is_shown_no_more_and_the_row_waits(at, reviewer):
    persons, edition = house.known(reviewer), house.edition_of()
    here = url("reconcile_row", edition, house.rows_of(edition)[0].pk)
    assert at.post(here, {"slug": "row-x", "verdict": "different", "person": persons[0].ref}).url == here
    assert persons[0].ref not in said(at.get(here))
    assert MatchDecision.objects.get().verdict == "different"


def test_after_the_last_row_the_page_of_the_edition_comes_and_a_decision_is_taken_back(at):
    edition = house.edition_of(NAMES[:1])
    here = url("reconcile_row", edition, house.rows_of(edition)[0].pk)
    answer = at.post(here, {"slug": "row-new", "verdict": "undecided"})
    assert answer.url == url("reconcile", edition) + "?edition=1"
    page = said(at.get(answer.url))
    assert "No row waits any more." in page
    assert "Too little is known to tell." in page
    at.post(here, {"slug": "row-new", "verdict": "new", "because": "He is new."})
    assert "He is new." in said(at.get(here))
    assert at.post(here, {"slug": "row-back", "verdict": "reopen"}).status_code == 422
    at.post(here, {"slug": "row-back", "verdict": "reopen", "because": "No."})
    assert Mention.objects.get().resolution == Resolution.OPEN


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"verdict": "same"}, "Give the reference of the person"),
        (
            {"verdict": "same", "person": references.make("P"), "because": "He."},
            "There is no person with this reference.",
        ),
        ({"verdict": "nonsense"}, "nonsense"),
    ],
)
def test_what_cannot_be_decided_keeps_what_was_typed(sent, sentence, at):
    edition = house.edition_of(NAMES[:1])
    answer = at.post(url("reconcile_row", edition, house.rows_of(edition)[0].pk), {"slug": "row-other", **sent})
    assert answer.status_code == 422
    assert sentence in said(answer)


def test_what_was_different_in_the_edition_before_is_shown(at, reviewer):
    first = house.edition_of(NAMES[:1])
    second = house.edition_of(NAMES[:1], follows=first, number=2, person_list=first.person_list)
    (former,), (row,) = house.rows_of(first), house.rows_of(second)
    person = matching.new_person(former, because="New.", by=reviewer, at=AT)
    fields = [["name", "Айдар Сәтпаев", "Айдар Сатпаев"]]
    RowChange.objects.create(edition=second, kind="respelt", former=former, mention=row, fields=fields)
    page = said(at.get(url("reconcile_row", second, row.pk)))
    assert "Айдар Сәтпаев" in page
    assert person.ref in page


def test_who_imported_a_list_reads_and_decides_nothing(at, reviewer):
    own = an_edition(a_list(), by=reviewer)
    row = a_row(own, "Айдар Сатпаев")
    assert "You wrote this report" in said(at.get(url("reconcile", own)))
    assert at.post(url("reconcile", own)).status_code == 403
    here = url("reconcile_row", own, row.pk)
    assert "verdict" not in said(at.get(here))
    assert at.post(here, {"slug": "row-new", "verdict": "new"}).status_code == 403


def test_a_row_of_another_list_is_not_there(at):
    edition, other = house.edition_of(), house.edition_of()
    row = house.rows_of(other)[0]
    assert at.get(url("reconcile_row", edition, row.pk)).status_code == 404


# --- Many at once -----------------------------------------------------------------------------------------------------
def test_many_are_looked_for_shown_decided_and_taken_back(at, reviewer):
    house.known(reviewer)
    edition = house.edition_of([*NAMES, ("Гүлнар Әбдірова", "1999-01-01")])
    page = said(at.get(url("reconcile_bulk", edition)))
    assert "the person of the same row in the edition before" not in page
    sent = {"kind": "same", "threshold": "0.99", "key": str(uuid.uuid4())}
    here = at.post(url("reconcile_bulk", edition), sent).url
    made = BulkDecision.objects.get()
    assert (made.threshold, made.because) == (
        0.99,
        "Very likely; three independent things agree, and nobody else is meant.",
    )
    page = said(at.get(here))
    for words in ("3 rows fit", "Decide these 3 rows", "nobody we hold looks like it", NAMES[0][0]):
        assert words in page
    at.post(here, {"do": "agree"})
    assert Mention.objects.filter(report=edition.report, resolution=Resolution.GROUPED).count() == 3
    assert at.post(here, {"do": "undo"}).status_code == 422
    at.post(here, {"do": "undo", "because": "The wrong list."})
    assert not Mention.objects.filter(report=edition.report, resolution=Resolution.GROUPED).exists()
    page = said(at.get(here))
    assert "The wrong list." in page
    assert "Take all of it back" not in page
    assert "taken back" in said(at.get(url("reconcile", edition)))


def test_rows_decided_anew_are_told(at, reviewer):
    edition = house.edition_of(NAMES[:2])
    made = house.decided(edition, "new", reviewer)
    row = house.rows_of(edition)[0]
    matching.reopen(row, because="No.", by=reviewer, at=house.LATER)
    here = url("reconcile_many", edition, made.pk)
    at.post(here, {"do": "undo", "because": "Wrong."})
    assert "1 row was decided anew since then and stays as it is." in said(at.get(here))


@pytest.mark.parametrize(("do", "status"), [("stop", 302), ("go_on", 403), ("agree", 302), ("nonsense", 404)])
def test_buttons_that_do_nothing_now_say_so_or_change_nothing(do, status, at, reviewer):
    edition = house.edition_of()
    made = house.looked(edition, "new", reviewer)
    BulkDecision.objects.filter(pk=made.pk).update(agreed_at=AT)
    assert at.post(url("reconcile_many", edition, made.pk), {"do": do}).status_code == status
    assert Person.objects.count() == 0


def test_a_form_without_a_choice_is_shown_again(at):
    answer = at.post(url("reconcile_bulk", house.edition_of()), {"key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "Choose what to decide." in said(answer)


# --- The edition as a whole -------------------------------------------------------------------------------------------
def test_an_edition_is_accepted_on_its_page_and_an_old_page_is_told_so(at):
    edition = house.edition_of()
    here = url("reconcile_report", edition, 1)
    assert "Accept it" in said(at.get(here))
    assert at.post(here, {"version": "9"}).status_code == 409
    assert at.post(here, {"version": "1"}).status_code == 302
    edition.report.refresh_from_db()
    assert edition.report.status == ReportStatus.ACCEPTED


def test_an_edition_is_rejected_with_a_reason(at):
    edition = house.edition_of()
    here = url("reconcile_report", edition, 1)
    assert at.post(here, {"slug": "reject", "version": "1"}).status_code == 422
    sent = {"slug": "reject", "version": "1", "reason": "duplicate", "words": "Twice."}
    assert at.post(here, sent).status_code == 302
    edition.report.refresh_from_db()
    assert edition.report.status == ReportStatus.REJECTED


def test_the_pages_ask_the_database_the_same_however_many_rows(at, reviewer, django_assert_max_num_queries):
    house.known(reviewer)
    edition = house.edition_of(NAMES * 4)
    at.get(url("reconcile", edition))
    with django_assert_max_num_queries(24):
        at.get(url("reconcile", edition))
    with django_assert_max_num_queries(36):
        at.get(url("reconcile_row", edition, house.rows_of(edition)[0].pk))


# --- Where reports are read -------------------------------------------------------------------------------------------
def test_the_report_of_an_edition_leads_to_its_list_and_never_shows_all_its_people(at, client_of, reviewer):
    edition, own = house.edition_of(), an_edition(a_list(), by=reviewer)
    for asked, name in ((edition, "review"), (own, "review"), (own, "report_page")):
        there = reverse("desk:edition", args=[asked.person_list.ref, 1])
        assert at.get(reverse(f"desk:{name}", args=[asked.report.ref])).url == there
    assert at.post(reverse("desk:review_take", args=[edition.report.ref])).status_code == 404
    assert at.post(reverse("desk:review_accept", args=[edition.report.ref]), {"version": "1"}).status_code == 404
    edition.report.refresh_from_db()
    assert edition.report.status == ReportStatus.SUBMITTED
    assert at.get(reverse("desk:report_withdraw", args=[own.report.ref])).status_code == 404


def test_editions_do_not_wait_in_the_queue(at):
    edition = house.edition_of()
    assert edition.report.ref not in said(at.get(reverse("desk:queue")))
    page = said(at.get(reverse("desk:edition", args=[edition.person_list.ref, 1])))
    assert url("reconcile_report", edition, 1) in page
    assert url("reconcile", edition) in page
