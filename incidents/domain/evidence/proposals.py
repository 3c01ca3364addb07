"""What a file says of its own making, opened for whoever may describe it: a proposal that a person takes or leaves."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import dates, gazetteer, looking
from incidents.domain.envelope import Broken
from incidents.domain.evidence import deriving
from incidents.models import Evidence, Place
from incidents.policies import Denied
from incidents.vocabulary import SecretKind

# 2022-01-08T14:05:00+06:00, and the colons of EXIF instead of hyphens.
INSTANT = re.compile(r"([0-9]{4})[-:]([0-9]{2})[-:]([0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}))?")
# Two decimals of a degree: about a kilometre.
DECIMALS = 2


@dataclass(frozen=True)
class Proposal:
    """When and where a file says that it was made, and with what; `problem` when that cannot be read now."""

    taken_edtf: str = ""
    clock: str = ""
    place: Place | None = None
    km: float = 0.0
    point: str = ""
    device: str = ""
    problem: str = ""

    @property
    def place_text(self) -> str:
        """The nearest place as the form would say it."""
        return gazetteer.name(self.place) if self.place else ""

    def __bool__(self) -> bool:
        return any((self.taken_edtf, self.point, self.device, self.problem))


def of(evidence: Evidence, *, by: User, at: datetime) -> Proposal:
    """What the file says, empty when it says nothing. Raises Denied for who may not describe it.

    What does not open is a line of the log and a sentence, never an empty proposal.
    """
    policies.check_describe(by, evidence.report)
    original = evidence.original
    if original is None or not original.told_sealed:
        return Proposal()
    try:
        return read(deriving.told(original))
    except Denied as closed:
        return Proposal(problem=str(closed))
    except (Broken, ValueError):
        looking.alarm(kind=SecretKind.FILE, ref=evidence.ref, by=by, at=at)
        return Proposal(problem=_("What the file says of its making does not open. Tell your admin."))


def read(told: dict[str, str]) -> Proposal:
    """The proposal in what was told. A camera that knows neither day nor place says 1970, or 0°: that is nothing."""
    edtf, clock = _instant(told.get("taken", ""))
    device = " ".join(dict.fromkeys(filter(None, [told.get("make", ""), told.get("model", "")])))
    point = _point(told.get("lat", ""), told.get("lon", ""))
    if point is None:
        return Proposal(edtf, clock, device=device)
    place, km = gazetteer.nearest(*point) or (None, 0.0)
    shown = ", ".join(f"{degree:.{DECIMALS}f}°" for degree in point)
    return Proposal(edtf, clock, place, round(km, 1), shown, device)


def _instant(text: str) -> tuple[str, str]:
    """The day as EDTF and the time of day; both empty for what is no day of ours."""
    found = INSTANT.match(text)
    if found is None or found[1] < "1990":
        return "", ""
    try:
        return dates.parse("-".join(found.group(1, 2, 3))).edtf, found[4] or ""
    except dates.Unreadable:
        return "", ""


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    known = abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0.0, 0.0)
    return (north, east) if known else None
