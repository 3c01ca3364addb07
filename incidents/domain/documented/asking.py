"""How many people are documented, by this and that: counted now, or kept by a job where counting takes long."""

from datetime import datetime

from accounts.models import User
from incidents.domain.documented import keeping, reckoning
from incidents.domain.documented.questions import Question
from incidents.domain.documented.shapes import Answer
from incidents.domain.queries.persons import CaseList
from incidents.models import Mention, Person
from incidents.policies import Unfit

# So many are counted while one waits; of a day in the past everything is read back, person by person.
MOST_NOW, MOST_THEN = 5_000, 2_000


def ask(user: User, question: Question, *, at: datetime) -> Answer:
    """The answer to a question, of the people this user may see. Raises Unfit for a filter that cannot be read.

    Where there are many people it is one that a job counted: `counted_at` is its age, `state` says whether it is being
    counted anew, `is_waiting` that there is none yet.
    """
    return reckoning.count(user, question) if is_small(user, question) else keeping.kept(user, question, at=at)


def is_small(user: User, question: Question) -> bool:
    """Whether it is counted while one waits. Raises Unfit as ask() does. Some queries that end early."""
    if question.on:
        return is_soon_read_back()
    if _at_most(Person.objects.all(), MOST_NOW):
        return True
    people = CaseList(user, question.params())
    if not people.is_readable:
        raise Unfit(reckoning.why_unreadable(people))
    return _at_most(people.people, MOST_NOW)


def is_soon_read_back() -> bool:
    """Whether everybody's days are read back while one waits. One query that ends early."""
    return _at_most(Mention.objects.all(), MOST_THEN)


def _at_most(rows, most: int) -> bool:
    return rows.order_by()[: most + 1].count() <= most
