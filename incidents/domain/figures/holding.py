"""The rows of claims held for a verb, in one order for all, so that two verbs never wait for each other."""

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.models import FigureClaim
from incidents.policies import Denied, Stale

TIES = 5_824_300


def in_turn() -> None:
    """Whoever changes what claims are to each other waits for the one before, until its transaction ends.

    Two people who tie at the same moment would otherwise close a circle that neither sees. Call it before hold().
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TIES])


def hold(by: User, *asked: tuple[FigureClaim, int | None]) -> list[FigureClaim]:
    """The claims as asked, each with the version that was seen (None: any), locked until the transaction ends.

    Raises Denied for what this person may not change or see, and for struck ones; Stale.
    """
    policies.check_enter_figure(by)
    keys = sorted({claim.pk for claim, _version in asked})
    rows = FigureClaim.objects.select_for_update(of=("self",)).filter(policies.visible_figures(by), pk__in=keys)
    found = {row.pk: row for row in rows.select_related("report", "claimant").order_by("pk")}
    return [_checked(found.get(claim.pk), version) for claim, version in asked]


def _checked(row: FigureClaim | None, version: int | None) -> FigureClaim:
    if row is None:
        raise Denied(_("This figure is not here any more."))
    if version is not None and row.version != version:
        raise Stale(row)
    if row.struck_at is not None:
        raise Denied(_("This figure was struck. Enter it anew."))
    return row
