"""A list as CSV with a row of HXL hashtags under its headings (hxlstandard.org, 1.1), for humanitarian data."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from incidents.domain.exporting.about import About
from incidents.exports import csv

# Core hashtags where the standard has one; `#x_` and `+x_` are what it keeps for words of one's own.
TAGS = {
    "ref": "#meta+id",
    "former": "#meta+id+x_former",
    "name": "#x_person+name",
    "naming": "#x_person+x_naming",
    "sex": "#x_person+x_sex",
    "age_low": "#x_person+x_age+min",
    "age_high": "#x_person+x_age+max",
    "count_low": "#affected+num+min",
    "count_high": "#affected+num+max",
    "status": "#impact+name",
    "status_code": "#impact+code",
    "ever": "#impact+x_ever",
    "confirmation": "#status+x_confirmation",
    "when": "#date+occurred+name",
    "when_edtf": "#date+occurred+code",
    "when_from": "#date+start",
    "when_to": "#date+end",
    "where": "#loc+name",
    "roots": "#meta+num+x_sources",
    "variants": "#x_person+name+alt",
    "described": "#x_person+description",
    "birth": "#date+x_birth",
    "participation": "#x_person+type",
    "where_given": "#loc+name+x_given",
    "incidents": "#event+name",
    "reports_count": "#meta+num+x_reports",
    "reports": "#meta+id+x_reports",
    "sources": "#meta+source",
    "consent": "#meta+x_consent",
    "reviewers": "#meta+x_reviewers",
    "rationale": "#description+x_rationale",
}
Value = str | int | None


def write(out: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]], about: About) -> None:
    """Write the headings, the hashtags and the rows. A column without a hashtag has an empty one, as the standard has
    it; cells are escaped as in every CSV of ours."""
    csv.write(out, header, _tagged(rows, about.codes))


def _tagged(rows: Iterable[Sequence[Value]], codes: Sequence[str]) -> Iterator[Sequence[Value]]:
    return chain([[TAGS.get(code, "") for code in codes]], rows)
