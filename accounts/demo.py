"""What the demo shows because its people have no telephone. Outside demo mode it answers with nothing."""

from datetime import datetime

from django.conf import settings

from accounts import factors
from accounts.models import User


def code_for(user: User, at: datetime) -> str:
    """The code of now, for the invented people of the demo only."""
    if not settings.DEMO or user.username not in {username for username, _role, _name in settings.DEMO_PEOPLE}:
        return ""
    return factors.code_now(user, at)


def give_factor(user: User, secret: str, at: datetime) -> None:
    """A second factor for a person of the demo whose role needs one."""
    if settings.DEMO and factors.required(user) and not factors.has(user):
        factors.give_totp(user=user, secret=secret, at=at)
