"""The day as of which a page of figures is shown: the parameter `on` of the address. Absent: as it is today."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

ALMATY = ZoneInfo("Asia/Almaty")
EARLIEST = dt.date(1900, 1, 1)  # far before anything that is kept; what reckons with the day stays inside all calendars
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_POINTS = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def day(request: HttpRequest) -> dt.date | None:
    """The day that the address asks for; None for today, and for what is no day that has been: the page says so."""
    text = request.GET.get("on", "").strip()
    if not text:
        return None
    found = read(text)
    if found is None or found < EARLIEST:
        messages.warning(request, _("This is no day: %(typed)s. Shown as of today.") % {"typed": text[:40]})
        return None
    now = today()
    if found > now:
        messages.warning(request, _("This day has not come yet. Shown as of today."))
    return found if found < now else None


def today() -> dt.date:
    """The day that it is in Almaty."""
    return timezone.now().astimezone(ALMATY).date()


def read(text: str) -> dt.date | None:
    """2022-01-15, or with points 15.1.2022; None for anything else."""
    iso, points = _ISO.fullmatch(text), _POINTS.fullmatch(text)
    numbers = iso.groups() if iso else points.groups()[::-1] if points else ()
    try:
        return dt.date(*map(int, numbers)) if numbers else None
    except ValueError:
        return None
