"""The dashboards of the three roles: what each should see at a glance, every number with the page behind it."""

from datetime import datetime

from accounts.models import User
from accounts.roles import Role
from incidents.domain.dashboards import activist, admin, reviewer
from incidents.domain.dashboards.shapes import Column, Fact, Number, Panel

__all__ = ["Column", "Fact", "Number", "Panel", "panels"]


def panels(user: User, *, at: datetime) -> list[Panel]:
    """What this person sees, in this order."""
    by_role = {Role.ACTIVIST: activist.panels, Role.REVIEWER: reviewer.panels, Role.ADMIN: admin.panels}
    return by_role[Role(user.role)](user, at=at)
