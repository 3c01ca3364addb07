"""Of the stage: figures that somebody claims, one of them struck, one of a report that waits; a topic, a tie."""

import datetime as dt
import uuid

from accounts.models import User
from incidents.domain import references
from incidents.domain.estimating import answering, cells
from incidents.domain.figures import topics, verbs
from incidents.models import Estimate, FigureClaim, Report
from incidents.vocabulary import RunState

AT = dt.datetime(2022, 2, 1, 9, 0, tzinfo=dt.UTC)


def claimed(accepted: str, waiting: str, by: User, words: dict[str, str]) -> dict[str, str]:
    """What the matrix calls them; `words` are put into the texts that somebody may type."""
    report = Report.objects.get(ref=accepted)
    topic = topics.make(title=words["title"], describing=words["describing"], by=by, at=AT)
    texts = ("speaker", "population_words", "place", "method_words", "wording", "caveats")
    told = {"words": words["words"], **{name: words[name] for name in texts}}
    first = entered(report, by, best=149, **told)
    later, struck = entered(report, by, best=225, when="2022-01-15"), entered(report, by, best=194)
    for claim in (first, later):
        topics.place(topic, claim, by=by, at=AT)
    tie = verbs.relate(first, later, "subset_of", why=words["why"], by=by, at=AT)
    verbs.move(later, "disputed", because=words["because"], when="2022-01-20", by=by, at=AT)
    verbs.strike(struck, because=words["struck"], by=by, at=AT)
    unseen = entered(Report.objects.get(ref=waiting), by, best=17)
    return {"figure": first.ref, "figure_later": later.ref, "figure_struck": struck.ref, "figure_unseen": unseen.ref,
            "topic": topic.ref, "figure_tie": str(tie.pk)}  # fmt: skip


def entered(report: Report, by: User, **values) -> FigureClaim:
    """One claim of the police."""
    told = {"claimant": "Almaty police", "claimant_kind": "police", "when": "2022-01-14"} | values
    return verbs.enter(report=report, key=uuid.uuid4(), values=told, by=by, at=AT)


def estimated(by: User, title: str) -> dict[str, str]:
    """One estimate that was reckoned, one that was refused, one that waits."""
    table = cells.row(3, [60, 49, 4, 247, 112, 142, 12])
    told = {"cells": table.patterns(), "answer": {"nowhere": 0, "people": "0" * 64} | answering.answer(table)}
    ended = {"state": RunState.DONE, "ended_at": AT}
    refused = {"refused": [{"code": "few_lists", "lists": 2}], **ended}
    return {"estimate": asked(by, title, **told, **ended), "estimate_refused": asked(by, title, **refused),
            "estimate_open": asked(by, title)}  # fmt: skip


def asked(by: User, title: str, **facts) -> str:
    """The reference of an estimate."""
    made = Estimate.objects.create(ref=references.make("N"), key=uuid.uuid4(), title=title, by=by, at=AT, **facts)
    return made.ref
