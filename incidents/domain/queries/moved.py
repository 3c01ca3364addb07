"""Reads of custody: how the people of a list were moved from one place of custody to the next, as reports tell."""

from collections import Counter
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from incidents import policies
from incidents.domain import placing
from incidents.domain.placing import Transfer
from incidents.domain.queries import then
from incidents.domain.standing import STANDING
from incidents.models import Act, Mention, Person
from incidents.vocabulary import Polarity

MOST_ACTS = 2000


def transfers(user: User, people: QuerySet[Person], on: date | None = None) -> list[Transfer] | None:
    """Each transfer that the reports tell of these people, by that day; None when there are too many to draw.

    Two queries.
    """
    told = Act.objects.filter(_readable(user, on), mention__person__in=people.order_by().values("pk"))
    held = list(told.exclude(custody_place="").select_related("mention").order_by("pk")[: MOST_ACTS + 1])
    if len(held) > MOST_ACTS:
        return None
    persons = Counter(act.mention.person_id for act in held)
    freed = Act.objects.filter(_readable(user, on), kind__in=placing.FREED, mention__person__in=persons)
    return placing.transfers([*held, *freed.filter(custody_place="").select_related("mention")] if persons else [])


def _readable(user: User, on: date | None) -> Q:
    mentions = Mention.objects.filter(STANDING, policies.visible_mentions(user))
    standing = Q(retired_at=None, polarity=Polarity.ASSERTS, mention__in=mentions)
    return standing & Q(mention__report__received_at__lt=then.end_of(on)) if on else standing
