"""Who says it: secret words go to the sealed record at once, the rest is settled when the report is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from incidents.domain import identity, names, references
from incidents.forms.intake import SourceForm
from incidents.models import Report, Source
from incidents.vocabulary import Protection, SourceKind

TRIES = 5
LONGEST = 300


def seal(row: Report, values: Mapping[str, Any], *, by: User, at: datetime) -> dict[str, Any]:
    """The values without their secret words, which are sealed for the source of this report's own (made here once).

    The name of a person is secret unless it may be named; contact and note always are. For an institution that may be
    named the row is shared by all reports, so nothing is sealed (SourceForm says so beside the field).
    """
    source = _vessel(row, by=by, at=at)
    form = SourceForm(dict(values))
    form.is_valid()
    told = form.cleaned_data
    words = {name: values.get(name) for name in SourceForm.SECRET if values.get(name)}
    open_values = {name: value for name, value in values.items() if name not in SourceForm.SECRET}
    if not name_is_secret(told):
        former = row.draft["source"].get("name", "") if "name" not in values else ""
        open_values["name"] = words.pop("name", former)
    if is_shared(told):
        return open_values
    secret = {name: told[name] for name in words if told.get(name)}
    if secret:
        identity.keep(source=source, by=by, at=at, **{name: secret.get(name, "") for name in SourceForm.SECRET})
        row.draft["source"]["kept"] = sorted({*row.draft["source"].get("kept", []), *secret})
    return open_values


def name_is_secret(told: Mapping[str, Any]) -> bool:
    """Open sources are named; so is an institution that the team may name."""
    if told.get("protection") == Protection.OPEN:
        return False
    return not (told.get("protection") == Protection.TEAM and told.get("kind") not in (SourceKind.PERSON, None))


def is_shared(told: Mapping[str, Any]) -> bool:
    """An institution that may be named is one row for all reports."""
    return told.get("protection") == Protection.OPEN and told.get("kind") not in (SourceKind.PERSON, None)


def settle(row: Report, told: Mapping[str, Any], *, by: User, at: datetime) -> Source:
    """The source that the report stands on: the shared institution, or the report's own source brought up to date."""
    if is_shared(told):
        return institution(told, by=by, at=at)
    source = _vessel(row, by=by, at=at)
    name = told["name"] if not name_is_secret(told) else ""
    source.kind, source.knowing, source.protection = told["kind"], told["knowing"], told["protection"]
    source.name, source.name_folded = name, names.fold(name)[:LONGEST]
    source.save(update_fields=["kind", "knowing", "protection", "name", "name_folded"])
    return source


def _vessel(row: Report, *, by: User, at: datetime) -> Source:
    """The report's own source row."""
    words = row.draft.setdefault("source", {})
    found = Source.objects.filter(ref=words.get("vessel", ""), created_by=row.submitter_id).first()
    if found is None:
        found = _create(Source(created_by=by, created_at=at))
        words["vessel"] = found.ref
    return found


def institution(told: Mapping[str, Any], *, by: User, at: datetime) -> Source:
    """The one row of this institution, made when it is new, also when two reports name it at the same moment."""
    folded = (names.fold(told["name"]) or told["name"].casefold())[:LONGEST]
    key = {"kind": told["kind"], "name_folded": folded, "protection": Protection.OPEN}
    for _try in range(TRIES):
        found = Source.objects.filter(**key).first()
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return _create(Source(name=told["name"], knowing=told["knowing"], created_by=by, created_at=at, **key))
        except IntegrityError:
            continue
    raise RuntimeError("the institution could neither be found nor made")


def _create(source: Source) -> Source:
    """A source under a reference that is free."""
    while True:
        source.ref = references.make("S")
        if not Source.objects.filter(ref=source.ref).exists():
            source.save()
            return source
