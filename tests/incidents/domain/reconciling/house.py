"""A house with a list in two editions and persons known from reports, for the tests of decisions on many rows."""

import datetime as dt
import uuid

from incidents.domain.reconciling import bulk, running
from incidents.models import MatchDecision, Mention, Person
from tests.incidents.people_samples import held
from tests.incidents.row_samples import AT, a_list, a_row, an_edition

LATER = AT + dt.timedelta(hours=1)
NAMES = (
    ("Айдар Сатпаев", "1990-02-03"),
    ("Дана Оспанова", "1985-07-14"),
    ("Ержан Болатұлы Сейітов", "1971-11-30"),
)


def known(reviewer):
    """Three persons whom reports name, killed on one day in one town."""
    return [
        held(reviewer, name=name, birth_edtf=born, birth_lower=day(born), birth_upper=day(born), place_text="Алматы")
        for name, born in NAMES
    ]


def day(text):
    return dt.date.fromisoformat(text)


def edition_of(people=NAMES, *, follows=None, number=1, person_list=None, ids=True):
    """An edition with a row for each of these."""
    made = an_edition(person_list or a_list(), number, follows=follows)
    for line, (name, born) in enumerate(people, start=1):
        a_row(made, name, born=born, number=line, row_id=str(line) if ids else "", place="Алматы")
    return made


def rows_of(edition):
    return list(Mention.objects.filter(report=edition.report).order_by("position"))


def looked(edition, kind, by, *, threshold=0.0, at=AT):
    """What a decision of this kind would decide."""
    known_as = {"threshold": threshold, "because": "As the list has it.", "key": uuid.uuid4(), "by": by, "at": at}
    return bulk.ask(edition, kind, **known_as)


def decided(edition, kind, by, *, at=AT):
    """Looked for, and agreed to."""
    return bulk.agree(looked(edition, kind, by, at=at), by=by, at=at)


def whole(number, at=AT):
    """The step to its end, as the job does it."""
    return running.run(number, clock=lambda: at)


def state():
    """All that a decision on rows writes, but for versions and the history of decisions."""
    mentions = Mention.objects.order_by("pk").values_list(
        "pk", "person", "resolution", "resolution_reason", "resolved_by", "resolved_at"
    )
    persons = [
        {name: value for name, value in row.items() if name != "version"}
        for row in Person.objects.order_by("pk").values()
    ]
    standing = MatchDecision.objects.filter(reversed_at=None).order_by("pk").values_list("pk", "verdict", "person")
    return list(mentions), persons, list(standing)
