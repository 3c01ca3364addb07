"""Verbs: who claims a number. An institution that is known is found by any of its names, a new one is made."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, names, references
from incidents.domain.letters import romanised, strip_unsafe
from incidents.models import Actor
from incidents.models.actor import CLAIMANT
from incidents.policies import Unfit
from incidents.vocabulary import ActorKind

LONGEST, LONGEST_KEY = 200, 24  # as long as a reference in the audit log may be


def find(name: str) -> Actor | None:
    """The institution of this name in any language and spelling."""
    name = strip_unsafe(name)
    if not name:
        return None
    told = Q(name_en__iexact=name) | Q(name_ru__iexact=name) | Q(name_kk__iexact=name) | Q(key=name)
    found = Actor.objects.filter(told).order_by("pk").first()
    return found or _alike(names.fold(name))


@transaction.atomic
def find_or_make(name: str, kind: str = ActorKind.OTHER, *, by: User, at: datetime) -> Actor:
    """The institution of this name, made when nobody named it yet. Raises Denied; Unfit without a name."""
    policies.check_enter_figure(by)
    name = strip_unsafe(name)[:LONGEST].strip()
    if not name:
        raise Unfit(_("Say who claims it."), "claimant")
    if kind not in ActorKind.values:
        raise Unfit(_("Choose from the list."), "claimant_kind")
    known = find(name)
    if known is not None:
        return known
    key = f"{CLAIMANT}{slugify(romanised(name))}"[:LONGEST_KEY]
    if Actor.objects.filter(key=key).exists():
        key = f"{key[:16]}-{references.make('A')[2:].lower()}"
    made = Actor.objects.create(key=key, kind=kind, name_en=name, name_ru=name, name_kk=name)
    audit.record(verb="claimant_made", by=by, at=at, kind="claimant", ref=made.key)
    return made


def _alike(folded: str) -> Actor | None:
    if not folded:
        return None
    rows = Actor.objects.order_by("pk")
    return next((one for one in rows if folded in map(names.fold, (one.name_en, one.name_ru, one.name_kk))), None)
