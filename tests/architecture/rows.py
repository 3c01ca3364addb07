"""One row of every model, complete and allowed, for the tests that try to spoil it."""

import datetime as dt
import uuid

from django.db import models

from accounts.models import Invitation, Tries
from accounts.roles import Role
from incidents.domain import references
from incidents.models import (
    ActActor,
    ActivistContact,
    Actor,
    AuditBatch,
    AuditCheck,
    AuditEvent,
    AuditSet,
    BulkDecided,
    BulkDecision,
    CaseBundle,
    CheckRun,
    CountedAnswer,
    DerivedCopy,
    Estimate,
    Evidence,
    EvidenceBearing,
    EvidenceMaker,
    ExportProfile,
    FigureClaim,
    FigureMove,
    FigureRelation,
    FigureTopic,
    Finding,
    FindingAct,
    FoundText,
    IdentityRenewal,
    Incoming,
    Kinship,
    LikelyGroup,
    LikelyPair,
    ListEdition,
    ListExport,
    ListImport,
    ListMapping,
    ListMark,
    MatchDecision,
    MatchRun,
    MatchWeights,
    Merge,
    NameWord,
    Original,
    PersonList,
    Place,
    PlaceParent,
    Redaction,
    ReportMove,
    ReportRevision,
    RootStamp,
    RowChange,
    RowHold,
    Seal,
    SecretLook,
    SourceIdentity,
    TopicClaim,
    WitnessNote,
)
from incidents.vocabulary import EvidenceKind, FindingStatus, ReportStatus, Status, Verdict
from tests.factories import (
    NOW,
    ActFactory,
    IncidentFactory,
    MentionFactory,
    PersonFactory,
    ReportFactory,
    SourceFactory,
    UserFactory,
)


def finding(person, proposer, **changed) -> Finding:
    """A proposed finding that the person was killed."""
    given = {"person": person, "kind": Status.KILLED, "rationale": "Two newsrooms say so.", "basis": "0" * 64,
             "proposed_by": proposer, "proposed_at": NOW, "status": FindingStatus.PROPOSED}  # fmt: skip
    return Finding.objects.create(ref=references.make("F"), **{**given, **changed})


def one_of_each() -> dict[str, models.Model]:
    """By the model's name. Everything hangs together: one report, one mention grouped into one person, one finding."""
    author, reviewer = UserFactory(username="author"), UserFactory(username="reader", role=Role.REVIEWER)
    report = ReportFactory(submitter=author, taken_by=reviewer, status=ReportStatus.ACCEPTED)
    person, other = PersonFactory(created_by=reviewer), PersonFactory(created_by=reviewer)
    mention = MentionFactory(report=report, person=person)
    act = ActFactory(mention=mention)
    place, region = (
        Place.objects.create(key="town", name_en="Town"),
        Place.objects.create(key="region", name_en="Region"),
    )
    actor = Actor.objects.create(key="unit", name_en="Unit", name_ru="Часть", name_kk="Бөлім")
    held = finding(person, reviewer)
    source = SourceFactory()
    rows = [author, report, person, mention, act, place, actor, held, source, IncidentFactory(created_by=reviewer)]
    rows += [
        ActActor.objects.create(act=act, actor=actor),
        AuditEvent.objects.create(at=NOW, verb="test"),
        AuditSet.objects.create(sha256="c" * 64, refs=["P-1"]),
        AuditBatch.objects.create(number=1, first_id=1, last_id=1, count=1, leaves=b"", signed_at=NOW),
        AuditCheck.objects.create(part="whole", at=NOW),
        FindingAct.objects.create(finding=held, act=act),
        Kinship.objects.create(person=person, to_person=other),
        MatchDecision.objects.create(
            mention=mention, person=person, verdict=Verdict.SAME, because="One name.", by=reviewer, at=NOW
        ),
        PlaceParent.objects.create(place=place, parent=region),
        ReportMove.objects.create(report=report, to_status=ReportStatus.DRAFT, by=author, at=NOW),
        ReportRevision.objects.create(report=report, number=1, content={}, sha256="b" * 64, by=author, at=NOW),
        SourceIdentity.objects.create(source=source, updated_at=NOW),
        WitnessNote.objects.create(report=report, text_sealed=b"n", by=reviewer, updated_at=NOW),
        ActivistContact.objects.create(user=author, text_sealed=b"c", updated_at=NOW),
        SecretLook.objects.create(ref=source.ref, by=reviewer, at=NOW, words="To ask which bridge."),
        IdentityRenewal.objects.create(source=source, first_by=reviewer, first_at=NOW),
        Seal.objects.create(at=NOW, by=reviewer, first_by=reviewer, first_at=NOW),
        invitation(reviewer),
        Tries.objects.create(key="d" * 64, count=1, ends_at=NOW),
        *holding(report, author, reviewer),
        *alike(report, person, other, reviewer),
        *listed(report, person, reviewer),
        *figures(report, reviewer),
    ]  # fmt: skip
    return {type(row).__name__: row for row in rows}


def holding(report, author, reviewer) -> list[models.Model]:
    """A file that was received, copied, redacted, described, checked, stamped and handed over."""
    original = Original.objects.create(sha256="a" * 64, size=1, stored="evidence/aa/a", received_at=NOW)
    piece = Evidence.objects.create(
        ref=references.make("E"),
        report=report,
        kind=EvidenceKind.FILE,
        original=original,
        size=1,
        sha256="a" * 64,
        added_by=author,
        added_at=NOW,
    )
    copy = DerivedCopy.objects.create(
        original=original,
        stored="copies/aa/a",
        key_sealed=b"k",
        media_type="image/jpeg",
        size=1,
        sha256="b" * 64,
        recipe="1",
        made_at=NOW,
    )
    return [
        original, piece, copy,
        Redaction.objects.create(evidence=piece, copy=copy, key=uuid.uuid4(), boxes=[], reason="A face.", by=reviewer, at=NOW),
        EvidenceMaker.objects.create(evidence=piece, updated_at=NOW),
        EvidenceBearing.objects.create(evidence=piece, report=report, by=author, at=NOW),
        Incoming.objects.create(
            id=uuid.uuid4(), report=report, by=author, name="a.mp4", size=2, stored="b", key_sealed=b"k", began_at=NOW,
            touched_at=NOW,
        ),
        CheckRun.objects.create(began_at=NOW, touched_at=NOW),
        RootStamp.objects.create(at=NOW, count=1, leaves=b"l", root="c" * 64, request=b"r"),
        CaseBundle.objects.create(ref=references.make("B"), key=uuid.uuid4(), reason="For a court.", by=reviewer, at=NOW),
    ]  # fmt: skip


def alike(report, person, other, reviewer) -> list[models.Model]:
    """Two persons who may be one, were joined, and how that was found."""
    run = MatchRun.objects.create(asked_at=NOW)
    group = LikelyGroup.objects.create(run=run, size=2, score=0.9)
    return [
        run, group,
        LikelyPair.objects.create(group=group, left_person=person, right_person=other, score=0.9),
        Merge.objects.create(kept=person, absorbed=other, because="One name.", by=reviewer, at=NOW),
        MatchWeights.objects.create(weights={}, origin="Invented pairs.", at=NOW),
        NameWord.objects.create(word="aidar"),
        FoundText.objects.create(report=report, words=""),
    ]  # fmt: skip


def listed(report, person, reviewer) -> list[models.Model]:
    """A list with an edition, how it came in, what was decided about its row, and a file that goes out."""
    series = PersonList.objects.create(
        ref=references.make("L"), title="A list", keeper=report.source, created_by=reviewer, created_at=NOW
    )
    edition = ListEdition.objects.create(person_list=series, number=1, label="First", report=report)
    row = report.mentions.first()
    many = BulkDecision.objects.create(key=uuid.uuid4(), edition=edition, because="As named.", by=reviewer, at=NOW)
    return [
        series, edition, many,
        ListMapping.objects.create(keeper=report.source, name="As sent", by=reviewer, at=NOW),
        ListImport.objects.create(
            ref=references.make("M"), key=uuid.uuid4(), person_list=series, label="First", name="a.csv", size=1,
            sha256="a" * 64, stored="lists/aa/a", key_sealed=b"k", by=reviewer, at=NOW,
        ),
        ListMark.objects.create(mention=row, person_list=series),
        RowChange.objects.create(edition=edition, mention=row),
        RowHold.objects.create(mention=row, by=reviewer, at=NOW),
        BulkDecided.objects.create(bulk=many, mention=row, created=person),
        ExportProfile.objects.create(name="For a court", by=reviewer, at=NOW),
        ListExport.objects.create(
            ref=references.make("X"), key=uuid.uuid4(), purpose="For a court.", by=reviewer, at=NOW
        ),
    ]  # fmt: skip


def figures(report, reviewer) -> list[models.Model]:
    """Two claims of one topic, what one is to the other, what became of it, a count that is kept, and an estimate."""
    actor = Actor.objects.create(key="prosecutor", name_en="Prosecutor", name_ru="Прокурор", name_kk="Прокурор")
    topic = FigureTopic.objects.create(ref=references.make("T"), title="Deaths", created_by=reviewer, created_at=NOW)
    claim, other = (
        FigureClaim.objects.create(
            ref=references.make("G"), key=uuid.uuid4(), report=report, claimant=actor, best=number,
            entered_by=reviewer, entered_at=NOW,
        )
        for number in (149, 11)
    )  # fmt: skip
    return [
        topic, claim,
        TopicClaim.objects.create(topic=topic, claim=claim, by=reviewer, at=NOW),
        FigureMove.objects.create(claim=claim, to_state="retracted", because="An error.", by=reviewer, at=NOW),
        FigureRelation.objects.create(claim=other, other=claim, by=reviewer, at=NOW),
        CountedAnswer.objects.create(key="a" * 64, asked_at=NOW),
        Estimate.objects.create(ref=references.make("K"), key=uuid.uuid4(), title="Three lists", by=reviewer, at=NOW),
    ]  # fmt: skip


def invitation(by) -> Invitation:
    """A link to join that nobody used yet."""
    return Invitation.objects.create(
        token_hash=uuid.uuid4().hex, form_hash=uuid.uuid4().hex, purpose="join", role=Role.ACTIVIST, name="New",
        invited_by=by, created_at=NOW, expires_at=NOW + dt.timedelta(days=3),
    )  # fmt: skip
