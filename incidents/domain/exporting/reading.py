"""Reads of files that go out: what can be asked for by an address, the list of them, and one of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from incidents import policies
from incidents.domain import references
from incidents.domain.exporting import flags, packing
from incidents.domain.exporting.asked import Asked
from incidents.domain.exporting.tables import KINDS, Kind
from incidents.domain.queries import listing
from incidents.domain.queries.persons import CaseList
from incidents.models import ExportProfile, ListExport
from incidents.policies import Unfit
from incidents.vocabulary import Disclosure, ExportStatus, ExportWhat

PER_PAGE = 30
MOST_LISTS = 20


@dataclass(frozen=True)
class Offer:
    """What an address asks for: whom, what kind of file, for which circle, with which columns chosen in which order."""

    people: CaseList
    what: str
    kind: Kind
    circle: str
    profile: ExportProfile | None
    options: Mapping[str, Any]

    @property
    def columns(self) -> list[tuple[str, str]]:
        """What may be chosen: code and label."""
        return [(column.code, str(column.label)) for column in self.kind.columns(self.circle)]

    @property
    def chosen(self) -> list[str]:
        """The columns of the profile that the circle may have; all of them without one."""
        offered = [code for code, _label in self.columns]
        return [code for code in self.profile.columns if code in offered] if self.profile else offered

    def asked(self, at: datetime, columns: Sequence[str]) -> Asked:
        """With these columns."""
        return Asked(self.people.user, self.filters, tuple(columns), self.circle, self.options, at)

    @property
    def filters(self) -> dict[str, str]:
        """The filter as it was typed."""
        return self.people.chosen()

    @property
    def address(self) -> dict[str, str]:
        """The same people again, for links."""
        return self.filters | ({"what": self.what} if self.what != ExportWhat.PEOPLE else {})


def offer(user: User, params: Any) -> Offer:
    """What the address offers; a word that is none of ours is as if it were not there."""
    profile = _profile(user, params.get("profile", ""))
    what = params.get("what") or (profile.what if profile else "")
    what = what if what in KINDS else ExportWhat.PEOPLE.value
    circle = params.get("disclosure") or (profile.disclosure if profile else "")
    circles = KINDS[what].circles
    circle = circle if circle in circles else next((one for one in (Disclosure.PARTNER,) if one in circles), circles[0])
    options: dict[str, Any] = {"lists": params.getlist("list")[:MOST_LISTS]} if params.getlist("list") else {}
    options |= {"only": params["only"][:40]} if params.get("only") else {}
    return Offer(CaseList(user, params), what, KINDS[what], str(circle), profile, options)


def _profile(user: User, text: str) -> ExportProfile | None:
    return (
        profiles(user).filter(pk=int(text)).first() if text.isascii() and text.isdecimal() and len(text) < 9 else None
    )


def profiles(user: User) -> QuerySet[ExportProfile]:
    """The profiles that one may use."""
    return ExportProfile.objects.filter(policies.visible_exports(user)).select_related("by").order_by("name")


def lacks(offered: Offer, at: datetime) -> Sequence[str]:
    """What the file will not have though it should, in sentences; or why it cannot be made at all."""
    if not offered.people.is_readable:
        return ()
    try:
        return offered.kind.lacks(offered.asked(at, offered.chosen))
    except Unfit as unfit:
        return (str(unfit),)


def pointed(offered: Offer, at: datetime, columns: Sequence[str]) -> flags.Pointed | None:
    """What is to be read before such a file leaves the team."""
    return flags.found(offered.asked(at, columns), offered.kind)


# --- What was asked for ----------------------------------------------------------------------------------------------
def visible(user: User) -> QuerySet[ListExport]:
    """The files that one may see."""
    return ListExport.objects.filter(policies.visible_exports(user)).select_related("by", "decided_by")


def page(user: User, number: str | None) -> Page:
    """The files, newest first."""
    return Paginator(visible(user).order_by("-pk").defer("manifest", "filters"), PER_PAGE).get_page(number)


def by_ref(user: User, ref: str) -> QuerySet[ListExport]:
    """The file with this reference, in whatever way it was typed."""
    try:
        return visible(user).filter(ref=references.read(ref, "X"))
    except references.Misread:
        return visible(user).none()


def in_words(rows: Sequence[ListExport]) -> list[list[tuple[str, str]]]:
    """The filter of each, as the log keeps it, in words. Two queries for all of them."""
    return listing.kept_in_words([row.filter_codes for row in rows])


def labels(row: ListExport) -> list[str]:
    """The columns in their order, in words."""
    known = {column.code: str(column.label) for column in KINDS[row.what].columns(row.disclosure)}
    return [known.get(code, code) for code in row.columns]


def fingerprint(row: ListExport) -> str:
    """Of the key that signed the package; empty while it is not signed."""
    told, signature = packing.split(row.manifest)
    return str(json.loads(signature)["fingerprint"]) if told and signature else ""


def may_decide(user: User, row: ListExport) -> bool:
    """Whether this admin is the one whose word it waits for."""
    return row.status == ExportStatus.ASKED and row.by_id != user.pk


def name(row: ListExport, ending: str, *, whole: bool = False) -> str:
    """What the file is called where it arrives."""
    if row.recipient or whole:
        return f"kua-{row.ref}-{row.disclosure}.zip{'.age' if row.recipient else ''}"
    at = timezone.localtime(row.ready_at) if row.ready_at else row.at
    return f"kua-{row.what}-{row.disclosure}-{at:%Y%m%d-%H%M%S}.{ending}"
