"""While an activist describes a person: whether they may have logged the same one before. Own reports only."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q

from accounts.models import User
from incidents import policies
from incidents.domain import likeness, likeness_facts, match_weights
from incidents.domain.intake import described
from incidents.domain.likeness import Likely
from incidents.domain.likeness_facts import Facts
from incidents.models import Mention, Report
from incidents.vocabulary import Naming, ReportStatus

MOST_LIKELY = 5
MOST_CANDIDATES = 60
NEAR = timedelta(days=1)
TAKEN_BACK = (ReportStatus.WITHDRAWN, ReportStatus.REJECTED)


def alike(user: User, report: Report, person: Mapping[str, Any], kinds: Iterable[str]) -> list[Likely]:
    """At most five mentions, best first, of the user's own reports that were sent. A fixed number of queries."""
    facts = described.facts(report, person, kinds)
    if not (facts.keys or facts.events):
        return []
    own = Mention.objects.filter(policies.visible_mentions(user), report__submitter=user, retired_at=None)
    others = own.exclude(report=report).exclude(report__status__in=TAKEN_BACK)
    rows = list(others.filter(_near(facts)).select_related("report").order_by("-pk").distinct()[:MOST_CANDIDATES])
    theirs = likeness_facts.of_mentions(rows)
    weights = match_weights.in_use()
    return likeness.best([likeness.compare(facts, theirs[row.pk], row, weights) for row in rows], MOST_LIKELY)


def _near(facts: Facts) -> Q:
    """Who shares a key of the name, or to whom the same was done in the same days and place, one of them unnamed."""
    asked = Q(name_keys__overlap=facts.keys) if facts.keys else Q(pk__in=[])
    unnamed = Q() if facts.naming != Naming.NAMED else ~Q(naming=Naming.NAMED)
    for event in facts.events:
        if event.when.lower and event.when.upper and event.where:
            where = Q(acts__place=event.place_id) if event.place_id else Q(acts__place_text__iexact=event.where)
            days = Q(acts__when_lower__lte=event.when.upper + NEAR, acts__when_upper__gte=event.when.lower - NEAR)
            asked |= where & days & Q(acts__kind=event.kind, acts__retired_at=None) & unnamed
    return asked
