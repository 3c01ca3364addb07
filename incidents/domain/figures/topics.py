"""Verbs: a topic is a question that several claims answer, with our documented people beside them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, references
from incidents.domain.letters import strip_unsafe
from incidents.models import FigureClaim, FigureTopic, TopicClaim
from incidents.policies import Denied, Stale, Unfit

LONGEST, LONGEST_TEXT, LONGEST_FILTERS = 200, 4000, 40


@transaction.atomic
def make(
    *, title: str, describing: str = "", filters: Mapping[str, Any] | None = None, by: User, at: datetime
) -> FigureTopic:
    """A new topic. `filters` is the case list's filter for the documented count.

    The same form sent twice by one person makes one topic. Raises Denied; Unfit without a title, and for a title that
    another topic has.
    """
    policies.check_enter_figure(by)
    row = FigureTopic(ref=references.make("T"), created_by=by, created_at=at)
    _fill(row, title, describing, filters)
    same = FigureTopic.objects.filter(title__iexact=row.title).first()
    if same is not None:
        if (same.created_by_id, same.describing, same.filters) == (by.pk, row.describing, row.filters):
            return same
        raise Unfit(_("There is a topic of this name already."), "title")
    row.save()
    audit.record(verb="topic_made", by=by, at=at, kind="topic", ref=row.ref)
    return row


@transaction.atomic
def edit(
    topic: FigureTopic, *, version: int | None, title: str, describing: str = "",
    filters: Mapping[str, Any] | None = None, by: User, at: datetime,
) -> FigureTopic:  # fmt: skip
    """Change a topic. Raises Denied; Unfit as make(); Stale when somebody else changed it."""
    policies.check_enter_figure(by)
    row = FigureTopic.objects.select_for_update().get(pk=topic.pk)
    if version is not None and row.version != version:
        raise Stale(row)
    _fill(row, title, describing, filters)
    if FigureTopic.objects.filter(title__iexact=row.title).exclude(pk=row.pk).exists():
        raise Unfit(_("There is a topic of this name already."), "title")
    row.version += 1
    row.save()
    audit.record(verb="topic_changed", by=by, at=at, kind="topic", ref=row.ref, detail={"version": row.version})
    return row


@transaction.atomic
def place(topic: FigureTopic, claim: FigureClaim, *, by: User, at: datetime) -> TopicClaim:
    """Put a claim on the page of a topic. Done twice it is done once. Raises Denied."""
    _check(claim, by)
    placed, is_new = TopicClaim.objects.get_or_create(topic=topic, claim=claim, defaults={"by": by, "at": at})
    if is_new:
        detail = {"figure": claim.ref}
        audit.record(verb="topic_figure_placed", by=by, at=at, kind="topic", ref=topic.ref, detail=detail)
    return placed


@transaction.atomic
def take_off(topic: FigureTopic, claim: FigureClaim, *, by: User, at: datetime) -> None:
    """Take a claim off the page of a topic; the claim stays. Done twice it is done once. Raises Denied."""
    _check(claim, by)
    gone, _tables = TopicClaim.objects.filter(topic=topic, claim=claim).delete()
    if gone:
        detail = {"figure": claim.ref}
        audit.record(verb="topic_figure_taken_off", by=by, at=at, kind="topic", ref=topic.ref, detail=detail)


def _check(claim: FigureClaim, by: User) -> None:
    policies.check_enter_figure(by)
    if not FigureClaim.objects.filter(policies.visible_figures(by), pk=claim.pk).exists():
        raise Denied(_("This figure is not here any more."))


def _fill(row: FigureTopic, title: str, describing: str, filters: Mapping[str, Any] | None) -> None:
    row.title = strip_unsafe(title)[:LONGEST].strip()
    row.describing = strip_unsafe(describing, keep_lines=True)[:LONGEST_TEXT].strip()
    row.filters = {str(name): value for name, value in list((filters or {}).items())[:LONGEST_FILTERS] if value}
    if not row.title:
        raise Unfit(_("Give the topic a name."), "title")
