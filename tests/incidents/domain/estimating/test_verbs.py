"""Asking for an estimate: reckoned where nothing speaks against it, refused with every reason where something does."""

import uuid

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from incidents.domain.estimating import refusing, verbs
from incidents.domain.estimating.stratum import Stratum
from incidents.models import AuditEvent, LikelyGroup, LikelyPair, PersonList
from incidents.policies import Denied, Unfit
from incidents.vocabulary import ReportStatus, Resolution, RunState
from tests.incidents.estimate_samples import AT, lists, looked, people
from tests.incidents.people_samples import held
from tests.incidents.row_samples import a_list, a_row, an_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch):
    """Small worlds: the least numbers are tried in test_refusing."""
    monkeypatch.setattr(refusing, "FEWEST_SEEN", 5)
    monkeypatch.setattr(refusing, "FEWEST_TWICE", 2)


@pytest.fixture
def three(reviewer):
    made = lists("Defenders", "Official", "Newsroom")
    people(reviewer, made)
    looked()
    return made


def asked(by, three, **told):
    facts = {"key": uuid.uuid4(), "title": "Killed in January", "lists": [one.ref for one in three], "filters": {}}
    return verbs.ask(by=by, at=AT, **(facts | told))


def ran(by, three, **told):
    return verbs.run(asked(by, three, **told).ref, clock=lambda: AT)


def codes(row):
    return {reason["code"] for reason in row.refused}


def test_three_lists_with_everything_finished_are_reckoned_and_kept_whole(reviewer, three):
    row = ran(reviewer, three)
    row.refresh_from_db()
    assert (row.state, row.refused, row.ended_at) == (RunState.DONE, [], AT)
    assert row.cells == {"001": 2, "010": 1, "011": 1, "100": 2, "101": 1, "110": 1, "111": 1}
    assert row.answer["models"]["tried"] == 8
    assert row.answer["models"]["low"] >= row.answer["seen"] == 9
    assert [(one["ref"], one["edition"]) for one in row.lists] == [(one.ref, 1) for one in three]
    verbs_said = list(AuditEvent.objects.filter(kind="estimate").order_by("id").values_list("verb", flat=True))
    assert verbs_said == ["estimate_asked", "estimate_made"]


def test_who_is_on_none_of_the_lists_is_told_beside_and_not_reckoned_with(reviewer, three):
    held(reviewer, name="Дана Оспанова")
    row = ran(reviewer, three)
    assert (row.answer["nowhere"], row.answer["seen"]) == (1, 9)


def test_the_filter_of_the_case_list_narrows_it_down(reviewer, three):
    row = ran(reviewer, three, filters={"q": "Сатпаев", "sort": "newest", "since": "2023"})
    assert row.filters == {"q": "Сатпаев", "since": "2023"}
    assert set(row.cells.values()) == {0}
    assert codes(row) == {"empty_list", "no_overlap", "few_people", "few_twice"}


def test_rows_that_are_not_decided_forbid_it(reviewer, three):
    a_row(three[0].editions.get(), "Кто-то")
    assert codes(ran(reviewer, three)) == {"rows_open"}


def test_rows_that_were_left_undecided_forbid_it(reviewer, three):
    decided = {"resolution": Resolution.UNDECIDED, "resolved_by": reviewer, "resolved_at": AT}
    a_row(three[0].editions.get(), "Кто-то", **decided, resolution_reason="Nothing but a first name.")
    assert codes(ran(reviewer, three)) == {"rows_undecided"}


def test_likely_pairs_that_wait_forbid_it(reviewer, three):
    one, other = (held(reviewer, name=name) for name in ("Айдар Сатпаев", "Айдар Сәтбаев"))
    group = LikelyGroup.objects.create(run=looked(), size=2, score=1)
    LikelyPair.objects.create(group=group, left_person=one, right_person=other, score=9)
    assert codes(ran(reviewer, three)) == {"pairs_open"}


def test_a_group_among_them_forbids_it(reviewer, three):
    held(reviewer, n_low=3, n_high=5, unit="group")
    assert codes(ran(reviewer, three)) == {"groups"}


def test_people_whom_a_list_could_not_have_recorded_forbid_it(reviewer, three):
    held(reviewer, name="Дана Оспанова", kind="detained")
    row = ran(reviewer, three)
    assert codes(row) == {"beyond_coverage"}
    assert {reason["people"] for reason in row.refused} == {1}


def test_coverage_that_is_not_known_forbids_it_and_says_what_is_missing(reviewer, three):
    three[0].covers_kinds = []
    three[0].save()
    [reason] = ran(reviewer, three).refused
    assert (reason["code"], reason["unsaid"]) == ("coverage_unknown", ["kinds"])


def test_lists_of_one_root_forbid_it(reviewer, three):
    root, copy = (one.editions.get().report for one in three[:2])
    copy.derived_from = root
    copy.derivation = "reprint"
    copy.save()
    assert codes(ran(reviewer, three)) == {"one_root"}


@pytest.mark.parametrize("filters", [{"sure": "fair_or_better"}, {"source": "Defenders"}, {"row": "list:L-1"}])
def test_people_chosen_by_who_named_them_forbid_it(reviewer, three, filters):
    assert Stratum(reviewer, [one.ref for one in three], filters).is_chosen_by_lists
    assert not Stratum(reviewer, [one.ref for one in three], {"row": "age:12-17", "sex": "male"}).is_chosen_by_lists


def test_lists_of_one_keeper_forbid_it_though_only_a_matrix_tells_of_them(reviewer, three):
    more = a_list("Another")
    PersonList.objects.filter(pk=more.pk).update(keeper=three[0].keeper)
    found = refusing.reasons(Stratum(reviewer, [three[0].ref, more.ref], {}).facts())
    assert ("one_root", "Defenders", "Another") in {(one["code"], one.get("title"), one.get("other")) for one in found}


def test_an_edition_that_was_rejected_does_not_tie_its_list_to_another(reviewer, three):
    root = three[0].editions.get().report
    facts = {"status": ReportStatus.REJECTED, "reject_reason": "fabricated", "taken_by": reviewer}
    edition = an_edition(three[1], 2, follows=three[1].editions.get(), **facts)
    edition.report.derived_from, edition.report.derivation = root, "reprint"
    edition.report.save()
    assert not codes(ran(reviewer, three))


def test_before_anybody_looked_for_likely_same_people_it_is_refused(reviewer):
    made = lists("Defenders", "Official", "Newsroom")
    people(reviewer, made, {"111": 6})
    assert "not_looked" in codes(ran(reviewer, made))


def test_two_lists_are_refused_and_no_number_is_kept(reviewer, three):
    row = ran(reviewer, three[:2])
    assert codes(row) == {"few_lists"}
    assert "models" not in row.answer


def test_lists_that_share_nobody_are_refused(reviewer):
    made = lists("Defenders", "Official", "Newsroom")
    people(reviewer, made, {"100": 3, "010": 3, "001": 3, "110": 3})
    looked()
    row = ran(reviewer, made)
    assert codes(row) == {"no_overlap"}
    assert len(row.refused) == 2


def test_a_table_that_no_model_can_read_is_refused(reviewer, three, monkeypatch):
    monkeypatch.setattr(verbs, "SECONDS", -1)
    assert codes(ran(reviewer, three)) == {"out_of_time"}


def test_the_same_key_asks_once_and_nobody_takes_the_key_of_another(reviewer, admin, three):
    key = uuid.uuid4()
    one = asked(reviewer, three, key=key)
    assert asked(reviewer, three, key=key, title="Another").pk == one.pk
    with pytest.raises(Unfit):
        asked(admin, three, key=key)


@pytest.mark.parametrize("told", [{"title": "  "}, {"lists": []}, {"lists": ["L-0000000"]}, {"filters": {"sex": "?"}}])
def test_what_cannot_be_asked_is_refused(reviewer, three, told):
    with pytest.raises(Unfit):
        asked(reviewer, three, **told)


def test_activists_ask_nothing(activist, three):
    with pytest.raises(Denied):
        asked(activist, three)


def test_one_that_ended_is_not_reckoned_again(reviewer, three):
    row = ran(reviewer, three)
    assert verbs.run(row.ref, clock=lambda: AT) is None


def test_whoever_lost_the_role_in_the_meantime_gets_none(reviewer, three):
    row = asked(reviewer, three)
    reviewer.role = "activist"
    reviewer.save()
    found = verbs.run(row.ref, clock=lambda: AT)
    assert (found.state, found.failed_code) == (RunState.FAILED, "denied")


def test_a_failure_that_nobody_foresaw_is_kept_and_raised(reviewer, three, monkeypatch):
    monkeypatch.setattr(verbs.answering, "answer", lambda *_all: 1 / 0)
    row = asked(reviewer, three)
    with pytest.raises(ZeroDivisionError):
        verbs.run(row.ref, clock=lambda: AT)
    row.refresh_from_db()
    assert (row.state, row.failed_code) == (RunState.FAILED, "error")


def test_more_lists_than_four_wait_for_the_job(reviewer, three):
    more = [a_list(f"List {number}") for number in range(2)]
    row = asked(reviewer, [*three, *more])
    assert not verbs.is_small(row)
    [job] = ProcrastinateJob.objects.filter(task_name="incidents.jobs.run_estimate")
    assert job.args == {"ref": row.ref}


def test_rejected_lists_name_nobody(reviewer, three):
    report = three[2].editions.get().report
    report.status, report.reject_reason = ReportStatus.REJECTED, "fabricated"
    report.save()
    told = Stratum(reviewer, [one.ref for one in three], {})
    assert "001" not in told.counted.patterns
