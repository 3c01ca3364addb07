"""Verb: taking the case list out of the house. What went out, to whom and by which filter stays in the audit log."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, gazetteer, references
from incidents.domain import disclosure as allowed
from incidents.domain.queries.going import entries
from incidents.domain.queries.persons import CaseList
from incidents.policies import Unfit
from incidents.vocabulary import Disclosure

IN_MEMORY = 2 * 1024 * 1024
CHUNK = 1024 * 1024
KEPT_WORDS = ("status", "ever", "sure", "since", "until", "age_from", "age_to", "sex", "naming", "participation",
              "incident", "reviewer", "sort")  # fmt: skip
NOT_KEPT = "…"

Writer = Callable[[IO[bytes], Sequence[str], Iterable[Sequence[allowed.Value]]], None]


@dataclass(frozen=True)
class Exported:
    """A finished file: open at its beginning, with its name, the number of rows, and its SHA-256."""

    name: str
    file: IO[bytes]
    rows: int
    sha256: str
    left_out: int


class Leaving:
    """Watches the rows go by: how many, who they are, and who had to stay."""

    def __init__(self, circle: str, columns: Sequence[allowed.Column]) -> None:
        self.circle, self.columns = circle, columns
        self.refs: list[str] = []
        self.left_out = 0

    def rows(self, found: Iterable[allowed.Entry]) -> Iterator[list[allowed.Value]]:
        """The cells of everybody who may go out to this circle."""
        for entry in found:
            if allowed.may_leave(entry, self.circle):
                self.refs.append(entry.person.ref)
                yield allowed.row(entry, self.columns, self.circle)
            else:
                self.left_out += 1


@transaction.atomic
def export(
    *, by: User, at: datetime, filters: Mapping[str, str], columns: Sequence[str], disclosure: str, fmt: str,
    write: Writer, purpose: str = "",
) -> Exported:  # fmt: skip
    """Write the case list as filtered into a file, and say so in the log, in one transaction.

    `write` makes the bytes (exports/). Raises Denied for others than admins; Unfit for a filter that cannot be read
    and for a column that is not on the list of this circle. People of whom every report must stay with the team are
    left out of partner and public files, and counted.
    """
    policies.check_export(by)
    people = CaseList(by, filters)
    chosen = _columns(columns, disclosure)
    if not people.is_readable:
        raise Unfit(_("The filter cannot be read. Go back to the list and correct it."))
    leaving = Leaving(disclosure, chosen)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    write(out, [str(column.label) for column in chosen], leaving.rows(entries(people.people, by)))
    done = Exported(_name(disclosure, fmt, at), out, len(leaving.refs), _sha256(out), leaving.left_out)
    detail = {
        "disclosure": disclosure, "format": fmt, "columns": [column.code for column in chosen], "purpose": purpose,
        "filter": filter_codes(people), "rows": done.rows, "left_out": done.left_out, "sha256": done.sha256,
    }  # fmt: skip
    ref = _fingerprint(done)
    audit.record(verb="exported", by=by, at=at, kind="list", ref=ref, detail=detail, records=leaving.refs)
    return done


def filter_codes(people: CaseList) -> dict[str, str]:
    """The filter as the log may keep it: codes and references, never a name that somebody typed (security, rule 8).

    A place is kept by its key in the gazetteer. Typed words are kept as “…”: who was in the file is kept by reference.
    """
    chosen = people.chosen()
    kept = {name: chosen[name] for name in KEPT_WORDS if name in chosen}
    for name, letter in (("q", "P"), ("source", "S")):
        if name in chosen:
            kept[name] = _reference_or_nothing(chosen[name], letter)
    if "place" in chosen:
        place = gazetteer.find(chosen["place"])
        kept["place"] = place.key if place else NOT_KEPT
    return kept


def _reference_or_nothing(text: str, letter: str) -> str:
    try:
        return references.read(text, letter)
    except references.Misread:
        return NOT_KEPT


def _columns(codes: Sequence[str], circle: str) -> list[allowed.Column]:
    if circle not in Disclosure.values:
        raise Unfit(_("Choose who receives the file."), "disclosure")
    offered = {column.code: column for column in allowed.columns_for(circle)}
    if not codes or not set(codes) <= set(offered):
        raise Unfit(_("These columns may not go to this circle."), "columns")
    return [column for code, column in offered.items() if code in codes]


def _sha256(out: Any) -> str:
    digest = hashlib.sha256()
    out.seek(0)
    while chunk := out.read(CHUNK):
        digest.update(chunk)
    out.seek(0)
    return digest.hexdigest()


def _name(circle: str, fmt: str, at: datetime) -> str:
    return f"kua-people-{circle}-{timezone.localtime(at):%Y%m%d-%H%M%S}.{fmt}"


def _fingerprint(done: Exported) -> str:
    return done.sha256[:12].upper()
