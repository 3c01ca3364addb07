"""A list whose rows wait, with a decision on many of them; and the stops of who decides them."""

import uuid

from django.utils import timezone

from accounts.models import User
from incidents.domain.reconciling import bulk
from incidents.models import Person
from tests.incidents.row_samples import a_list, a_row, an_edition


def stops(made) -> list:
    """Each page with rows that wait, what is sent without a choice, and lists beside each other."""
    by, person = User.objects.get(username="reviewer"), Person.objects.exclude(display_name="").order_by("pk")[0]
    series = a_list("List of a neighbour")
    edition = an_edition(series, by=User.objects.get(username="admin"))
    rows = [
        a_row(edition, name, number=line) for line, name in enumerate((person.display_name, "Invented Newcomer"), 1)
    ]
    asked = {"threshold": 0.0, "because": "As the list has it.", "key": uuid.uuid4(), "by": by, "at": timezone.now()}
    many = bulk.ask(edition, "new", **asked)
    ref = (series.ref,)
    return [
        made("desk:reconcile", ref, main=True),
        made("desk:reconcile_row", (series.ref, str(rows[0].pk)), main=True),
        made("desk:reconcile_row", (series.ref, str(rows[1].pk))),
        made("desk:reconcile_bulk", ref, main=True),
        made("desk:reconcile_many", (series.ref, str(many.pk)), main=True),
        made("desk:reconcile_report", (series.ref, "1"), main=True),
        made("desk:reconcile_report", (series.ref, "1"), press="main .btn-danger"),
        made("desk:overlap", main=True),
        made("desk:overlap_people", query=f"?of=1&list={series.ref}"),
        made("desk:overlap_people", query=f"?of=ours-{series.ref}&list={series.ref}", main=True),
    ]
