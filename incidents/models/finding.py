"""What the team concludes of one person and one kind of act, by two different reviewers."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from incidents.models.fields import PartialDateFields, choice, one_of, ordered, reference_field
from incidents.vocabulary import Confirmation, FindingStatus, Manner, Status

DECIDED = (FindingStatus.AGREED, FindingStatus.DISPUTED)

# Four eyes, inside the database: neither the proposer nor the second reviewer wrote a report that is relied on.
NOT_ON_OWN_REPORT = """
    IF EXISTS (
        SELECT 1 FROM incidents_findingact relied
        JOIN incidents_act act ON act.id = relied.act_id
        JOIN incidents_mention mention ON mention.id = act.mention_id
        JOIN incidents_report report ON report.id = mention.report_id
        WHERE relied.finding_id = NEW.{finding} AND report.submitter_id IN (
            SELECT unnest(ARRAY[f.proposed_by_id, f.decided_by_id]) FROM incidents_finding f WHERE f.id = NEW.{finding})
    ) THEN
        RAISE EXCEPTION 'kua: nobody reviews an own report' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class Finding(PartialDateFields):
    """A conclusion with its confirmation level, its reason, the acts it relies on, and two reviewers."""

    ref = reference_field()
    person = models.ForeignKey("incidents.Person", models.PROTECT, related_name="findings")
    kind = choice(Status)
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, blank=True, related_name="findings")
    place = models.ForeignKey("incidents.Place", models.PROTECT, null=True, blank=True, related_name="findings")
    place_text = models.CharField(max_length=300, blank=True)
    manner = choice(Manner, Manner.UNKNOWN)
    confirmation = choice(Confirmation, Confirmation.WEAK)
    highest = choice(Confirmation, Confirmation.WEAK, help_text="the most that the sources allowed when proposed")
    contested = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    rationale = models.TextField()
    acts = models.ManyToManyField("incidents.Act", through="incidents.FindingAct", related_name="findings")
    basis = models.CharField(max_length=64, help_text="SHA-256 of the acts relied on, as the proposer saw them")
    status = choice(FindingStatus, FindingStatus.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_words = models.TextField(blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["status", "proposed_at"])]
        constraints = [
            one_of("kind", Status, "finding"),
            one_of("manner", Manner, "finding"),
            one_of("confirmation", Confirmation, "finding"),
            one_of("highest", Confirmation, "finding"),
            one_of("status", FindingStatus, "finding"),
            ordered("when_lower", "when_upper", "finding"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="finding_two_reviewers"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="finding_decided_together",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*DECIDED, FindingStatus.SUPERSEDED]) | Q(decided_by__isnull=False),
                name="finding_decided_has_decider",
            ),
            models.CheckConstraint(
                condition=~Q(status=FindingStatus.PROPOSED) | Q(decided_by__isnull=True),
                name="finding_proposed_is_open",
            ),
            models.CheckConstraint(
                condition=Q(status=FindingStatus.WITHDRAWN, withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                | ~Q(status=FindingStatus.WITHDRAWN) & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True),
                name="finding_withdrawn_together",
            ),
            models.CheckConstraint(condition=~Q(rationale=""), name="finding_has_reason"),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(status=FindingStatus.AGREED), name="finding_agreed_once"
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(status=FindingStatus.PROPOSED), name="finding_proposed_once"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="finding_not_on_own_report",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=NOT_ON_OWN_REPORT.format(finding="id"),
            )
        ]

    def __str__(self) -> str:
        return self.ref


class FindingAct(models.Model):
    """One act that a finding relies on."""

    finding = models.ForeignKey("incidents.Finding", models.PROTECT, related_name="relied")
    act = models.ForeignKey("incidents.Act", models.PROTECT, related_name="relied_on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "act"], name="findingact_once")]
        triggers = [
            pgtrigger.Trigger(
                name="findingact_not_on_own_report",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=NOT_ON_OWN_REPORT.format(finding="finding_id"),
            ),
            pgtrigger.Protect(name="findingact_frozen", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} relies on {self.act_id}"
