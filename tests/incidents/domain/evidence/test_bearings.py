"""What evidence bears on: many to many, only on what one sees, taken back without being forgotten."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from incidents.domain.evidence import bearings
from incidents.domain.queries import bearings as reads
from incidents.domain.queries import held
from incidents.models import Act, AuditEvent, EvidenceBearing, Mention
from incidents.policies import Denied, Unfit
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, ActFactory, IncidentFactory, MentionFactory, PersonFactory, ReportFactory
from tests.incidents.domain.evidence.pieces import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


@pytest.fixture
def mention(report):
    return MentionFactory(report=report)


@pytest.fixture
def act(mention):
    return ActFactory(mention=mention)


@pytest.fixture
def piece(report):
    return a_file(report)


def tied(piece, by, *targets, bearing="supports", note="") -> list[EvidenceBearing]:
    return bearings.tie(evidence=piece, targets=targets, bearing=bearing, note=note, by=by, at=NOW)


def test_one_piece_bears_on_many_things_and_many_pieces_on_one(piece, report, mention, act, reviewer):
    made = tied(piece, reviewer, report, mention, act, IncidentFactory(), "149 killed in Almaty, the police")
    assert len(made) == 5
    tied(a_file(report), reviewer, act)
    assert act.bearings.count() == 2


def test_the_log_says_on_what_and_never_in_which_words(piece, act, reviewer):
    tied(piece, reviewer, act, "149 killed, zqxfigure", note="zqxnote")
    details = list(AuditEvent.objects.filter(verb="evidence_tied", ref=piece.ref).values_list("detail", flat=True))
    told = {"sha256": piece.sha256, "bearing": "supports"}
    assert {**told, "on": "act", "act": act.pk, "target": act.mention.report.ref} in details
    assert {**told, "on": "figure"} in details
    assert "zqx" not in str(details)


def test_the_same_again_changes_nothing_and_another_bearing_takes_its_place(piece, act, activist):
    first = tied(piece, activist, act)
    assert tied(piece, activist, act, act) == first
    second = tied(piece, activist, act, bearing="contradicts")
    assert [row.removed_at for row in (EvidenceBearing.objects.get(pk=first[0].pk), *second)] == [NOW, None]
    assert AuditEvent.objects.filter(verb="evidence_untied").count() == 1


def test_taken_back_it_stays_on_record_and_can_be_said_again(piece, act, activist):
    row = tied(piece, activist, act)[0]
    for _time in range(2):
        bearings.untie(bearing=row, by=activist, at=NOW)
    row.refresh_from_db()
    assert (row.removed_by, row.removed_at) == (activist, NOW)
    assert tied(piece, activist, act)[0].pk != row.pk
    assert EvidenceBearing.objects.count() == 2


def test_an_author_takes_back_only_the_own_word_and_a_reviewer_any(piece, act, activist, reviewer, second_reviewer):
    row = tied(piece, reviewer, act, bearing="contradicts")[0]
    with pytest.raises(Denied):
        bearings.untie(bearing=row, by=activist, at=NOW)
    with pytest.raises(Denied):
        tied(piece, activist, act, bearing="supports")
    assert bearings.untie(bearing=row, by=second_reviewer, at=NOW).removed_by == second_reviewer


def test_a_reviewer_does_not_take_back_what_others_say_of_an_own_report(reviewer, second_reviewer):
    own = a_file(ReportFactory(submitter=reviewer))
    row = tied(own, second_reviewer, own.report, bearing="contradicts")[0]
    with pytest.raises(Denied):
        bearings.untie(bearing=row, by=reviewer, at=NOW)


def test_an_activist_ties_to_nothing_of_others(piece, activist, other_activist):
    foreign = ActFactory(mention=MentionFactory(report=ReportFactory(submitter=other_activist)))
    for target in (foreign, foreign.mention, foreign.mention.report, IncidentFactory()):
        with pytest.raises(Unfit):
            tied(piece, activist, target)
    assert not EvidenceBearing.objects.exists()


def test_nobody_ties_evidence_of_others_reports(piece, act, other_activist, admin):
    for person in (other_activist, admin):
        with pytest.raises(Denied):
            tied(piece, person, act)


def test_what_is_gone_and_what_never_was_are_refused_in_one_sentence(piece, report, act, reviewer, activist):
    sentences = set()
    over = ReportFactory(submitter=activist, status=ReportStatus.WITHDRAWN)
    retired = ActFactory(mention=act.mention, retired_at=NOW)
    of_retired = ActFactory(mention=MentionFactory(report=report, retired_at=NOW))
    draft = ReportFactory(submitter=activist, status=ReportStatus.DRAFT, received_at=None)
    for target in (over, retired, of_retired, of_retired.mention, draft, Act(pk=999_999), Mention(pk=999_999)):
        with pytest.raises(Unfit) as unfit:
            tied(piece, reviewer, target)
        sentences.add(str(unfit.value))
    assert len(sentences) == 1


def test_nothing_chosen_and_an_unknown_bearing_are_told(piece, act, activist):
    for targets, bearing in (((), "supports"), (("  ",), "supports"), ((act,), "proves")):
        with pytest.raises(Unfit):
            tied(piece, activist, *targets, bearing=bearing)


def test_one_refused_target_keeps_the_others_out(piece, act, activist):
    with pytest.raises(Unfit):
        tied(piece, activist, act, Act(pk=999_999))
    assert not EvidenceBearing.objects.exists()


def test_the_database_holds_one_bearing_of_a_piece_on_a_thing(piece, act, activist):
    tied(piece, activist, act)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceBearing.objects.create(evidence=piece, act=act, bearing="context", by=activist, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_tie_at_once_make_one(activist, reviewer):
    report = ReportFactory(submitter=activist)
    piece, mention = a_file(report), MentionFactory(report=report)

    def press(by):
        try:
            tied(piece, by, mention)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in (activist, reviewer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert EvidenceBearing.objects.count() == 1


# --- Reading ---------------------------------------------------------------------------------------------------------
def test_the_choices_are_the_report_its_people_and_what_was_done(piece, report, mention, act, activist):
    codes = [code for code, _words in reads.choices(activist, piece)]
    assert codes == [f"report:{report.ref}", f"mention:{mention.pk}", f"act:{act.pk}"]
    assert reads.picked(activist, codes) == [report, mention, act]


def test_elsewhere_one_chooses_among_what_one_sees(piece, act, reviewer, activist, other_activist):
    person, incident = PersonFactory(), IncidentFactory()
    foreign = MentionFactory(report=ReportFactory(submitter=other_activist), person=person)
    deed = ActFactory(mention=foreign, incident=incident)
    lines = [f"mention:{foreign.pk}", f"act:{deed.pk}"]
    expected = {foreign.report.ref: [f"report:{foreign.report.ref}", *lines], person.ref: lines,
                incident.ref: [f"incident:{incident.ref}", f"act:{deed.pk}"], "nothing": []}  # fmt: skip
    for ref, codes in expected.items():
        assert [code for code, _words in reads.choices(reviewer, piece, ref)] == codes
        assert reads.choices(activist, piece, ref) == []
    assert reads.picked(activist, [f"act:{deed.pk}", f"incident:{incident.ref}", "act:x", "x", "mention:"]) == []


def test_an_author_does_not_see_on_what_of_others_a_reviewer_tied_it(piece, act, activist, reviewer, other_activist):
    foreign = ActFactory(mention=MentionFactory(report=ReportFactory(submitter=other_activist)))
    tied(piece, reviewer, act, foreign, IncidentFactory(title="Zqx"))
    assert [tie.row.act for tie in reads.of_piece(activist, piece)] == [act]
    assert len(reads.of_piece(reviewer, piece)) == 3


def test_how_much_speaks_for_and_against_is_counted_in_one_query(
    piece, report, mention, act, reviewer, django_assert_num_queries
):
    other = ActFactory(mention=mention)
    tied(piece, reviewer, act, mention)
    tied(a_file(report), reviewer, act, bearing="contradicts")
    tied(a_file(report), reviewer, act)
    tied(a_file(report), reviewer, other, bearing="context")
    with django_assert_num_queries(1):
        reads.put_on(reviewer, [act, other], [mention])
    assert (act.borne, other.borne) == ("2 pieces support it, 1 piece contradicts it", "")
    assert mention.borne == "1 piece supports it"
    reads.put_on(reviewer, [], [])


def test_evidence_that_was_taken_off_counts_no_more(piece, act, reviewer):
    tied(piece, reviewer, act)
    piece.removed_at = NOW
    piece.save()
    reads.put_on(reviewer, [act], [])
    assert act.borne == ""


def test_the_page_of_the_report_counts_only_what_one_sees(piece, report, act, activist, reviewer, other_activist):
    foreign = ActFactory(mention=MentionFactory(report=ReportFactory(submitter=other_activist)))
    tied(piece, reviewer, act, foreign)
    assert [one.ties for one in held.pieces(activist, report)] == [1]
    assert [one.ties for one in held.pieces(reviewer, report)] == [2]
