"""Tables, people and their browsers for the run."""

import os
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from accounts.models import User
from accounts.roles import Role
from benchmarks.faults.flows import Cast
from benchmarks.faults.house import Browser, House

ROLES = {"activist": Role.ACTIVIST, "reviewer": Role.REVIEWER, "second": Role.REVIEWER}


def tables() -> None:
    """Everything that a start makes, but no demo data."""
    Path(settings.MEDIA_ROOT).mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.devnull, "w") as nowhere:
        for command in ("migrate", "createcachetable", "grant_web_role", "collectstatic"):
            options = {"interactive": False} if command in ("migrate", "collectstatic") else {}
            call_command(command, stdout=nowhere, verbosity=0, **options)
        call_command("keys", "init", stdout=nowhere)


def people() -> dict[str, User]:
    """One person of each work."""
    return {name: User.objects.create(username=name, name=name.title(), role=role) for name, role in ROLES.items()}


def cast(users: dict[str, User], house: House) -> Cast:
    """Everybody signed in to this house."""
    return Cast(users, {name: Browser(user, house.port) for name, user in users.items()})


def can_mount() -> bool:
    """Whether a small disk can be made without rights (Linux: in a user name space)."""
    command = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=1m tmpfs "$1"', "sh", str(settings.MEDIA_ROOT)]
    try:
        return subprocess.run(command, capture_output=True, timeout=10).returncode == 0
    except OSError:
        return False
