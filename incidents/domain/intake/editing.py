"""Saving the working copy. Each part (a step, a person, an act) remembers when it was saved, and from which page."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import workflow
from incidents.domain.intake import draft as drafts
from incidents.domain.intake import sources
from incidents.models import Report
from incidents.policies import Denied, Stale
from incidents.vocabulary import ReportStatus

EDITABLE = (ReportStatus.DRAFT, ReportStatus.RETURNED)


@transaction.atomic
def save(
    *, report: Report, step: str, values: Mapping[str, Any], by: User, at: datetime, version: int, tab: str = ""
) -> Report:
    """Keep what was typed in a step, valid or not. Secret words of the source are sealed and never kept here.

    Raises Denied when it is not the author's to edit, Stale when the step was saved elsewhere since `version`.
    """
    row = open_for_edit(report, step, by=by, version=version, tab=tab)
    if step == "source":
        values = sources.seal(row, values, by=by, at=at)
    drafts.put_step(row.draft, step, values, within=str(row.key))
    return _keep(row, step, at, tab)


def save_person(
    *,
    report: Report,
    person: str,
    values: Mapping[str, Any],
    kinds: Iterable[str] | None,
    ties: Iterable[tuple[str, str]],
    by: User,
    at: datetime,
    version: int,
    tab: str = "",
) -> Report:
    """Keep what was typed about one person: `kinds` of acts, `ties` as (kind, key of the other). Raises as save()."""

    def put(draft: drafts.Draft) -> None:
        if drafts.find_person(draft, person) is None and len(draft.get("people", [])) >= drafts.MOST_PEOPLE:
            raise Denied(_("One report holds 500 people at most. Begin another report for the others."))
        drafts.put_person(draft, person, values, kinds=kinds)
        drafts.put_ties(draft, person, ties, str(values.get("certainty") or ""))

    return _edit(report, person, put, by=by, at=at, version=version, tab=tab)


def save_act(
    *,
    report: Report,
    person: str,
    act: str,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
    version: int,
    tab: str = "",
) -> Report:
    """Keep what was typed about one act. Raises as save(); Stale too when the person was removed meanwhile."""

    def put(draft: drafts.Draft) -> None:
        held = drafts.find_person(draft, person)
        if held is None:
            raise Stale(report)
        if drafts.find_act(held, act) is None and len(held["acts"]) >= drafts.MOST_ACTS:
            raise Denied(_("One person holds 40 acts at most."))
        words, own = drafts.apart(draft, values)
        drafts.put_act(held, act, words, own=own)

    return _edit(report, act, put, by=by, at=at, version=version, tab=tab)


def remove_person(*, report: Report, person: str, by: User, at: datetime, version: int) -> Report:
    """Take a person off the working copy. What was sent before stays in its revision. Raises as save()."""
    return _edit(report, person, lambda draft: drafts.take_out(draft, person), by=by, at=at, version=version)


def open_for_edit(report: Report, part: str, *, by: User, version: int, tab: str = "") -> Report:
    """The locked row, when this author may edit this part now. Raises Denied; Stale, also without a version."""
    row = workflow.lock(report)
    if row.submitter_id == by.pk and row.version != version and row.status not in EDITABLE:
        raise Stale(row)
    policies.check_edit(by, row)
    saved_at_version, saved_by_tab = row.draft.get("saved", {}).get(part, (0, ""))
    is_other = saved_at_version > version or not 0 < version <= row.version
    if is_other and not (tab and tab == saved_by_tab):
        raise Stale(row)
    return row


@transaction.atomic
def _edit(
    report: Report,
    part: str,
    put: Callable[[drafts.Draft], None],
    *,
    by: User,
    at: datetime,
    version: int,
    tab: str = "",
) -> Report:
    row = open_for_edit(report, part, by=by, version=version, tab=tab)
    put(row.draft)
    row.draft.setdefault("saved", {}).setdefault("people", [row.version + 1, tab])
    return _keep(row, part, at, tab)


def _keep(row: Report, part: str, at: datetime, tab: str) -> Report:
    row.version += 1
    row.draft.setdefault("saved", {})[part] = [row.version, tab[:36]]
    row.draft_saved_at = at
    row.save(update_fields=["draft", "draft_saved_at", "version"])
    return row
