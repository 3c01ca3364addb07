"""What every page knows of the house: who is here, where one can go, which languages there are."""

from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import sessions
from accounts.kept import AGAIN
from accounts.roles import Role

VERSION = settings.VERSION

# Who finds what in the top bar. One line a page: its address name, its word.
NAV = {
    "activist": [
        ("desk:my_reports", _("My reports")),
        ("desk:report_new", _("New report")),
    ],
    "reviewer": [
        ("desk:queue", _("Queue")),
        ("desk:findings", _("Findings to agree")),
        ("desk:people", _("People")),
        ("desk:incidents", _("Incidents")),
        ("desk:lists", _("Lists")),
        ("desk:figures", _("Figures")),
        ("desk:my_reports", _("My reports")),
    ],
    "admin": [
        ("desk:people", _("People")),
        ("desk:incidents", _("Incidents")),
        ("desk:lists", _("Lists")),
        ("desk:figures", _("Figures")),
        ("desk:exports", _("Exports")),
        ("accounts:team", _("Team")),
        ("desk:audit", _("Audit")),
    ],
}

UNTYPED = frozenset({"csrfmiddlewaretoken", "next", "credential", "code", "sealed"})
# A text of this many signs, or of two words, is worth copying.
LONG = 20


def nav_for(role: str, path: str) -> list[dict]:
    """The top bar of this role; the entry with the longest address that leads to the path is the current one."""
    entries = [{"url": reverse(name), "label": label, "current": False} for name, label in NAV.get(role, [])]
    leading = [entry for entry in entries if path.startswith(entry["url"])]
    if leading:
        max(leading, key=lambda entry: len(entry["url"]))["current"] = True
    return entries


def languages() -> list[dict]:
    """The languages of the house, the present one marked."""
    now = get_language() or settings.LANGUAGE_CODE
    return [{"code": code, "name": name, "current": code == now} for code, name in settings.LANGUAGES]


def demo_people() -> list[dict]:
    """Who to sign in as, in demo mode only."""
    if not settings.DEMO:
        return []
    return [{"username": username, "role": Role(role).label} for username, role, _name in settings.DEMO_PEOPLE]


def typed(request: HttpRequest) -> list[str]:
    """The texts of the form that was sent, for a page that could not take it: a browser that goes back shows an empty
    form, because our pages may not be stored. Passwords and tokens are never shown."""
    if request.method != "POST" or not hasattr(request, "_post"):
        return []
    named = ((name, value) for name, values in request.POST.lists() for value in values)
    texts = [value for name, value in named if is_typed(name)]
    return [text for text in texts if len(text) > LONG or " " in text.strip()]


def is_typed(name: str) -> bool:
    """Whether a field holds words, and not what shows who somebody is."""
    return "password" not in name and name not in UNTYPED and not name.startswith(AGAIN)


def without_person(request: HttpRequest) -> dict:
    """The house as an error page shows it when nobody may be asked: no user, no database."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return {
        "demo": settings.DEMO,
        "demo_people": demo_people(),
        "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
        "languages": languages(),
        "nav": [],
        "exit": False,
        "exit_url": settings.KUA_EXIT_URL,
        "person": None,
        "version": VERSION,
        "back": back,
        "typed": typed(request),
    }


def signed_in(request: HttpRequest):
    """The signed-in user, or nothing: also when the database cannot say."""
    try:
        user = getattr(request, "user", None)
        return user if user is not None and user.is_authenticated else None
    except DatabaseError:
        return None


def ends(request: HttpRequest, user) -> datetime | None:
    """When this session ends if nothing is done, to the minute."""
    row = getattr(request, "row", None)
    return sessions.ends_at(user, row).replace(second=0, microsecond=0) if row else None


def house(request: HttpRequest) -> dict:
    """Context processor: `house` in every template."""
    facts = without_person(request)
    user = signed_in(request)
    if user:
        facts |= {"person": user, "nav": nav_for(user.role, request.path), "exit": user.role == "activist"}
        facts["ends"] = ends(request, user)
    return {"house": facts}
