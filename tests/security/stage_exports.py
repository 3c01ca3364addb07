"""Files that go out, on the stage: one that is ready, one that waits for another admin, one that another admin asked."""

import datetime as dt
import uuid

from accounts.models import User
from incidents.domain.exporting import making, profiles, verbs
from incidents.exports.formats import FORMATS
from tests.factories import UserFactory

COLUMNS = ("ref", "name", "status")


def exported(admin: User) -> dict[str, str]:
    """What the matrix calls them."""
    at = dt.datetime.now(dt.UTC)
    asked = {"what": "people", "filters": {}, "columns": COLUMNS, "fmt": "csv", "purpose": "For a court.",
             "language": "en", "seen": True, "at": at}  # fmt: skip
    ready = verbs.ask(by=admin, disclosure="partner", key=uuid.uuid4(), **asked)
    making.make(ready.ref, clock=lambda: at, formats=FORMATS)
    other = UserFactory(role="admin", username="other-admin")
    waiting = [verbs.ask(by=by, disclosure="internal", key=uuid.uuid4(), **asked) for by in (admin, other)]
    kept = profiles.keep(ready, name="For a court", by=admin, at=at)
    refs = zip(
        ("export_ready", "export_asked", "export_others"), [ready.ref, *(one.ref for one in waiting)], strict=True
    )
    return dict(refs) | {"profile": str(kept.pk)}
