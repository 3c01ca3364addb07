"""The demo team, as the settings name it. Its password exists in demo mode only, and a banner says so."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Member:
    """One demo person."""

    username: str
    role: str
    name: str

    @property
    def password(self) -> str:
        """The same for all: this is a demonstration."""
        return settings.DEMO_PASSWORD


def members() -> list[Member]:
    """The demo people: one for each role, and a second reviewer."""
    return [Member(*facts) for facts in settings.DEMO_PEOPLE]
