"""Verbs: columns in their order, for a circle and a format, kept under a name for the next time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.models import ExportProfile, ListExport
from incidents.policies import Stale, Unfit

LONGEST = 100


@transaction.atomic
def keep(row: ListExport, *, name: str, by: User, at: datetime) -> ExportProfile:
    """Keep what this file was asked with. The same again is the same profile. Raises Denied for others than admins;
    Unfit without a name, and when another profile has it."""
    policies.check_export(by)
    kept = {"what": row.what, "disclosure": row.disclosure, "fmt": row.fmt, "columns": row.columns}
    profile, made = ExportProfile.objects.get_or_create(name=_named(name), defaults=kept | {"by": by, "at": at})
    if not made and any(getattr(profile, field) != value for field, value in kept.items()):
        raise Unfit(_("Another profile has this name."), "name")
    return profile


@transaction.atomic
def rename(profile: ExportProfile, *, name: str, version: int, by: User) -> ExportProfile:
    """Give it another name. Raises Denied and Unfit as keep() does; Stale when somebody changed it since."""
    policies.check_export(by)
    called = _named(name)
    row = ExportProfile.objects.select_for_update().get(pk=profile.pk)
    if row.version != version:
        raise Stale(row)
    if ExportProfile.objects.filter(name=called).exclude(pk=row.pk).exists():
        raise Unfit(_("Another profile has this name."), "name")
    row.name, row.version = called, row.version + 1
    row.save(update_fields=["name", "version"])
    return row


@transaction.atomic
def delete(profile: ExportProfile, *, by: User) -> None:
    """Take it away; files that were made with it stay. Raises Denied for others than admins."""
    policies.check_export(by)
    ExportProfile.objects.filter(pk=profile.pk).delete()


def _named(name: str) -> str:
    if not (called := name.strip()[:LONGEST]):
        raise Unfit(_("Give it a name."), "name")
    return called
