"""What the team had documented, day by day: as reports came in, findings were agreed and withdrawn, persons joined."""

from collections.abc import Mapping
from datetime import date, datetime

from accounts.models import User
from incidents.domain.documented import asking, days, keeping
from incidents.domain.documented.days import Step

__all__ = ["Step", "steps"]


def steps(user: User, filters: Mapping[str, str], *, until: date, at: datetime | None = None) -> list[Step]:
    """One step for each day on which the numbers changed, up to a day. Filters are the case list's.

    Raises Unfit for a filter that cannot be read. What the day does not change (a name, an incident, a source, a list)
    is asked of today. Where much is to be read back, a job does it and its answer is kept: with `at`, now, that one is
    given, and nothing until it is there.
    """
    if at is None or asking.is_soon_read_back():
        return days.reckoned(user, filters, until)
    return [step for step in keeping.kept_steps(user, filters, at=at) if step.day <= until]
