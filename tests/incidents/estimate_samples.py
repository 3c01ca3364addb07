"""Estimates in small: three lists that share people, each with its coverage, and a search for likely same people."""

import datetime as dt
import uuid

from incidents.domain import references
from incidents.domain.estimating import answering, cells
from incidents.models import Estimate, MatchRun, PersonList, Place
from incidents.vocabulary import MatchRunKind, ReportStatus, RunState
from tests.incidents.people_samples import held
from tests.incidents.row_samples import a_list, a_row, an_edition

AT = dt.datetime(2022, 9, 1, 12, 0, tzinfo=dt.UTC)
COVERS = {
    "covers_kinds": ["killed", "died"], "covers_edtf": "2022-01", "covers_lower": dt.date(2022, 1, 1),
    "covers_upper": dt.date(2022, 1, 31),
}  # fmt: skip
# Every pattern of three lists, most of them on one: enough where the least numbers are set down for a test.
PATTERNS = {"001": 2, "010": 1, "011": 1, "100": 2, "101": 1, "110": 1, "111": 1}


def lists(*titles: str, **coverage) -> list[PersonList]:
    """Lists of different keepers that could have recorded everybody killed in January 2022 in Kazakhstan."""
    place = Place.objects.filter(key="kz").first() or Place.objects.create(
        key="kz", kind="country", name_en="Kazakhstan", name_ru="Казахстан", name_kk="Қазақстан"
    )
    return [a_list(title, places=[place], **(COVERS | coverage)) for title in titles]


def people(reviewer, three: list[PersonList], patterns: dict[str, int] = PATTERNS) -> list:
    """People on the lists in these patterns; everybody is killed on 8 January 2022."""
    editions = [an_edition(one, status=ReportStatus.ACCEPTED, taken_by=reviewer) for one in three]
    found = []
    for pattern, number in patterns.items():
        on = [edition for edition, sign in zip(editions, pattern, strict=True) if sign == "1"]
        for _one in range(number):
            person = held(reviewer, name=f"Айдар Сатпаев {len(found)}", report=on[0].report)
            for edition in on[1:]:
                a_row(edition, person.display_name, person=person, resolution="grouped")
            found.append(person)
    return found


def looked(at: dt.datetime = AT) -> MatchRun:
    """Everybody was looked through for likely same people."""
    return MatchRun.objects.create(kind=MatchRunKind.PAIRS, state=RunState.DONE, asked_at=at, began_at=at, ended_at=at)


def reckoned(by, table: cells.Cells, **facts) -> Estimate:
    """One that was reckoned from a table of a paper."""
    answer = {"nowhere": 3, "unnamed": 1, "people": "0" * 64, "took_ms": 900, "titles": []} | answering.answer(table)
    told = {"title": "Killed in January", "lists": [], "cells": table.patterns(), "answer": answer, "state": RunState.DONE,
            "ended_at": AT}  # fmt: skip
    return Estimate.objects.create(ref=references.make("N"), key=uuid.uuid4(), by=by, at=AT, **(told | facts))
