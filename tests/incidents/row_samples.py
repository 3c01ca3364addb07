"""Lists in small: a list of a keeper, its editions, and rows that wait to be decided."""

import datetime as dt

from incidents.domain import dates, names, references
from incidents.models import ListEdition, ListMark, PersonList
from incidents.vocabulary import Channel, Consent
from tests.factories import ActFactory, MentionFactory, ReportFactory, SourceFactory, UserFactory

AT = dt.datetime(2022, 7, 12, 12, 0, tzinfo=dt.UTC)


def a_list(title="List of the defenders", *, places=(), **coverage) -> PersonList:
    """A list; its coverage as told."""
    maker = UserFactory()
    row = PersonList.objects.create(
        ref=references.make("L"), title=title, keeper=SourceFactory(), created_by=maker, created_at=AT, **coverage
    )
    row.covers_places.set(places)
    return row


def an_edition(person_list, number=1, *, follows=None, by=None, **report) -> ListEdition:
    """An edition whose report waits for a decision."""
    told = {"channel": Channel.LIST, "source": person_list.keeper, "consent": Consent.PARTNERS, **report}
    made = ReportFactory(submitter=by or UserFactory(), **told)
    return ListEdition.objects.create(
        person_list=person_list, number=number, label=f"Edition {number}", report=made, follows=follows,
        headers=["No", "Name", "Born"],
    )  # fmt: skip


def a_row(edition, name, *, number=1, row_id="", kind="killed", when="2022-01-08", place="Taldykorgan", born="",
          cells=None, place_row=None, **facts):  # fmt: skip
    """One row with one act, verbatim beside what was read of it."""
    birth = dates.parse(born) if born else dates.parse("")
    mention = MentionFactory(
        report=edition.report, name=name, name_folded=names.folded(name), name_keys=names.search_keys(name),
        naming=names.naming_level(name), describing="", birth_edtf=birth.edtf, birth_lower=birth.lower,
        birth_upper=birth.upper, row={"number": number, "id": row_id, "cells": cells or [str(number), name, born]},
        **facts,
    )  # fmt: skip
    if kind:
        day = dates.parse(when) if when else dates.parse("")
        ActFactory(
            mention=mention, kind=kind, when_edtf=day.edtf, when_lower=day.lower, when_upper=day.upper,
            place_text="" if place_row else place, place=place_row,
        )  # fmt: skip
    return mention


def mark(mention, person_list, value) -> ListMark:
    """What a matrix says of a row and another list."""
    return ListMark.objects.create(mention=mention, person_list=person_list, value=value)
