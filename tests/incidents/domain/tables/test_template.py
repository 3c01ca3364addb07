"""The empty list that is downloaded: three languages, and it comes back as what it is."""

import io

import pytest

from incidents.domain import tables
from incidents.domain.tables import template
from incidents.exports import csv, xlsx


@pytest.mark.parametrize("language", template.LANGUAGES)
def test_each_language_has_as_many_cells_as_headings(language):
    assert len(set(template.headings(language))) == len(template.headings("en"))
    assert {len(row) for row in template.rows(language)} == {len(template.headings("en"))}


def test_a_language_without_a_template_gets_the_english_one():
    assert template.headings("de") == template.headings("en")
    assert template.rows("de") == template.rows("en")


@pytest.mark.parametrize("fmt", [csv, xlsx])
def test_what_was_downloaded_comes_back_as_it_is(fmt):
    out = io.BytesIO()
    fmt.write(out, template.headings("kk"), template.rows("kk"))
    (sheet,) = tables.look(out, "list").sheets
    assert (sheet.headings, sheet.sample) == (template.headings("kk"), template.rows("kk"))
