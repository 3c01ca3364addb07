"""Of the stage: a row of a list that waits, and a decision on many rows that somebody looked for."""

import uuid

from accounts.models import User
from incidents.models import BulkDecided, BulkDecision, ListEdition
from tests.factories import NOW


def decided(ref: str, by: User, because: str) -> dict[str, str]:
    """The words of both, of the second edition of the list with this reference; `because` is what somebody typed."""
    edition = ListEdition.objects.get(person_list__ref=ref, number=2)
    row = edition.report.mentions.get()
    many = BulkDecision.objects.create(
        key=uuid.uuid4(), edition=edition, kind="new", because=because, state="stopped", by=by, at=NOW, total=1, done=1,
        last_id=row.pk, found={"counts": {"fits": 1, "twice": 1}},
    )  # fmt: skip
    BulkDecided.objects.create(bulk=many, mention=row)
    return {"row": str(row.pk), "many": str(many.pk)}
