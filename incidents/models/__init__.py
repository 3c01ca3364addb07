"""What is stored, one concept a file. Foreign keys go by name, so that no file imports its sibling."""

from incidents.models.act import Act, ActActor
from incidents.models.actor import Actor
from incidents.models.audit import AuditBatch, AuditCheck, AuditEvent, AuditSet
from incidents.models.bundle import CaseBundle
from incidents.models.checking import CheckRun, RootStamp
from incidents.models.counting import CountedAnswer, Estimate
from incidents.models.evidence import Evidence, EvidenceBearing, EvidenceMaker
from incidents.models.export import ExportProfile, ListExport
from incidents.models.figure import FigureClaim, FigureMove, FigureRelation, FigureTopic, TopicClaim
from incidents.models.finding import Finding, FindingAct
from incidents.models.incident import Incident
from incidents.models.kinship import Kinship
from incidents.models.lists import (
    BulkDecided,
    BulkDecision,
    ListEdition,
    ListImport,
    ListMapping,
    ListMark,
    PersonList,
    RowChange,
    RowHold,
)
from incidents.models.match import MatchDecision
from incidents.models.matching import FoundText, LikelyGroup, LikelyPair, MatchRun, MatchWeights, Merge, NameWord
from incidents.models.mention import Mention
from incidents.models.original import DerivedCopy, Incoming, Original, Redaction
from incidents.models.person import Person
from incidents.models.place import Place, PlaceParent
from incidents.models.report import Report, ReportMove, ReportRevision
from incidents.models.retention import IdentityRenewal
from incidents.models.seal import Seal
from incidents.models.secret import ActivistContact, SecretLook, WitnessNote
from incidents.models.source import Source, SourceIdentity

__all__ = [
    "Act",
    "ActActor",
    "ActivistContact",
    "Actor",
    "AuditBatch",
    "AuditCheck",
    "AuditEvent",
    "AuditSet",
    "BulkDecided",
    "BulkDecision",
    "CaseBundle",
    "CheckRun",
    "CountedAnswer",
    "DerivedCopy",
    "Estimate",
    "Evidence",
    "EvidenceBearing",
    "EvidenceMaker",
    "ExportProfile",
    "FigureClaim",
    "FigureMove",
    "FigureRelation",
    "FigureTopic",
    "Finding",
    "FindingAct",
    "FoundText",
    "IdentityRenewal",
    "Incident",
    "Incoming",
    "Kinship",
    "LikelyGroup",
    "LikelyPair",
    "ListEdition",
    "ListExport",
    "ListImport",
    "ListMapping",
    "ListMark",
    "MatchDecision",
    "MatchRun",
    "MatchWeights",
    "Mention",
    "Merge",
    "NameWord",
    "Original",
    "Person",
    "PersonList",
    "Place",
    "PlaceParent",
    "Redaction",
    "Report",
    "ReportMove",
    "ReportRevision",
    "RootStamp",
    "RowChange",
    "RowHold",
    "Seal",
    "SecretLook",
    "Source",
    "SourceIdentity",
    "TopicClaim",
    "WitnessNote",
]
