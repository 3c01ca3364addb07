"""Who made a piece: sealed as it is typed, opened for a reviewer with a reason, met nowhere else."""

import pytest
from django.db import connection

from incidents.domain import rewrapping
from incidents.domain.evidence import makers
from incidents.domain.looking import Unreadable
from incidents.domain.queries import telling
from incidents.models import AuditEvent, EvidenceMaker, SecretLook
from incidents.policies import Denied, Unfit
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence.pieces import a_file

pytestmark = pytest.mark.django_db
WHY = {"at": NOW, "reason": "To ask for the whole film.", "because": "ask"}


@pytest.fixture
def piece(activist):
    return a_file(ReportFactory(submitter=activist))


@pytest.fixture
def kept(piece, activist):
    return makers.keep(evidence=piece, made_by="Wqzxmaker", handed_by="Wqzxhander", by=activist, at=NOW)


def test_it_opens_for_a_reviewer_and_the_look_is_written_down_first(piece, kept, reviewer):
    assert makers.open_(evidence=piece, by=reviewer, **WHY) == {"made_by": "Wqzxmaker", "handed_by": "Wqzxhander"}
    look = SecretLook.objects.get()
    assert (look.kind, look.ref, look.by, look.words) == ("maker", piece.ref, reviewer, WHY["reason"])
    line = AuditEvent.objects.get(verb="maker_opened")
    assert (line.kind, line.ref, line.detail["fields"]) == ("evidence", piece.ref, ["made_by", "handed_by"])


def test_no_table_and_no_line_of_the_log_holds_the_words(piece, kept, reviewer):
    makers.open_(evidence=piece, by=reviewer, **WHY)
    with connection.cursor() as cursor:
        for table in ("incidents_evidencemaker", "incidents_evidence", "incidents_auditevent", "incidents_secretlook"):
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text ILIKE '%wqzx%'")
            assert cursor.fetchone() == (0,), table
    assert b"Wqzx" not in bytes(EvidenceMaker.objects.get().made_by_sealed)


def test_an_empty_answer_leaves_what_is_kept_and_says_only_that_there_is_something(piece, kept, activist, reviewer):
    makers.keep(evidence=piece, made_by="Wqzxother", handed_by="", by=activist, at=NOW)
    assert makers.open_(evidence=piece, by=reviewer, **WHY) == {"made_by": "Wqzxother", "handed_by": "Wqzxhander"}
    assert telling.kept_maker(piece) == telling.KeptMaker(True, True, NOW)


def test_nothing_typed_is_nothing_kept(piece, activist):
    with pytest.raises(Unfit):
        makers.keep(evidence=piece, made_by=" ", handed_by="", by=activist, at=NOW)
    assert telling.kept_maker(piece) is None


@pytest.mark.parametrize("nosy", ["activist", "other_activist", "admin"])
def test_nobody_but_a_reviewer_reads_it_not_even_who_wrote_it(nosy, piece, kept, request):
    with pytest.raises(Denied):
        makers.open_(evidence=piece, by=request.getfixturevalue(nosy), **WHY)
    assert not SecretLook.objects.exists()


def test_a_reviewer_does_not_read_it_of_an_own_report(reviewer):
    own = a_file(ReportFactory(submitter=reviewer))
    makers.keep(evidence=own, made_by="Wqzx", handed_by="", by=reviewer, at=NOW)
    with pytest.raises(Denied):
        makers.open_(evidence=own, by=reviewer, **WHY)


def test_nobody_reads_it_before_the_report_is_sent(activist, reviewer):
    draft = a_file(ReportFactory(submitter=activist, status=ReportStatus.DRAFT, received_at=None))
    makers.keep(evidence=draft, made_by="Wqzx", handed_by="", by=activist, at=NOW)
    with pytest.raises(Denied):
        makers.open_(evidence=draft, by=reviewer, **WHY)


def test_without_a_reason_nothing_is_shown(piece, kept, reviewer):
    with pytest.raises(Unfit):
        makers.open_(evidence=piece, by=reviewer, at=NOW, reason="  ", because="ask")
    assert not SecretLook.objects.exists()


def test_what_does_not_open_is_an_alarm_and_never_an_empty_text(piece, kept, reviewer):
    EvidenceMaker.objects.update(made_by_sealed=bytes(kept.handed_by_sealed))
    with pytest.raises(Unreadable):
        makers.open_(evidence=piece, by=reviewer, **WHY)
    assert AuditEvent.objects.filter(verb="maker_unreadable", ref=piece.ref).exists()


def test_the_keys_of_makers_are_verified_with_the_others(piece, kept):
    assert rewrapping.verify(at=NOW).done >= 2
    EvidenceMaker.objects.update(handed_by_sealed=bytes(kept.made_by_sealed))
    assert rewrapping.verify(at=NOW).broken == [f"incidents_evidencemaker {piece.ref} handed_by_sealed"]
