"""The dry run: what a file would become, what is wrong with it, and what is known already."""

import pytest

from incidents.domain import matching
from incidents.domain.imports import checking, found, verbs
from incidents.domain.imports.plan import fingerprint
from incidents.models import Mention, Report
from tests.factories import NOW
from tests.incidents.domain.imports.samples import COLUMNS, PEOPLE, a_list, imported, received, table

WRONG = ("K-9", "Ким Олег", "м", "131", "убит", "2022-02-30", "Алматы", "", "")


def read_as(by, people, person_list=None, **options):
    row = received(by, person_list or a_list(by), table(people))
    return verbs.read_as(row, columns=COLUMNS, options=options, version=row.version, by=by, at=NOW)


@pytest.mark.django_db
def test_a_check_counts_what_would_come_and_writes_nothing(reviewer):
    row = read_as(reviewer, [*PEOPLE, WRONG], match=False)
    told = checking.check(row, at=NOW)
    assert {name: told.counts[name] for name in ("rows", "mentions", "acts", "named", "partial", "unnamed")} == {
        "rows": 6, "mentions": 5, "acts": 5, "named": 3, "partial": 1, "unnamed": 1}  # fmt: skip
    assert (told.counts["with_errors"], told.stops, told.can_import) == (1, True, False)
    assert (Mention.objects.exists(), Report.objects.exists()) == (False, False)


@pytest.mark.django_db
def test_problems_come_with_line_column_and_words_and_errors_first(reviewer):
    row = read_as(reviewer, [*PEOPLE, WRONG], match=False)
    troubles = checking.check(row, at=NOW).troubles
    assert [(one.code, one.first[0]) for one in troubles[:2]] == [
        ("age_far", (7, "Age", "131")), ("date_no_day", (7, "When", "2022-02-30"))]  # fmt: skip
    lines = list(checking.problems(row, at=NOW))
    assert lines[0] == ["line", "column", "cell", "severity", "problem"]
    assert ["7", "Age", "131", "error", "An age lies between 0 and 130."] in lines


@pytest.mark.django_db
def test_what_was_found_comes_back_from_the_row_of_the_import(reviewer):
    row = read_as(reviewer, [*PEOPLE, WRONG], match=False)
    row.found = checking.check(row, at=NOW).as_json()
    row.save()
    row.refresh_from_db()
    again = found.of(row)
    assert (again.reading, again.troubles[0].first[0].line) == (fingerprint(row), 7)


@pytest.mark.django_db
def test_doubles_inside_the_file_are_told_and_nameless_rows_are_none(reviewer):
    one, nameless = PEOPLE[0], PEOPLE[3]
    respelt = ("K-8", "АХМЕТОВ Айдар", "м", "34", "ранен", "", "", "", "другое")
    row = read_as(reviewer, [one, ("K-7", *one[1:]), respelt, nameless, ("K-6", *nameless[1:]), one], match=False)
    doubles = checking.check(row, at=NOW).duplicates
    assert {kind: told["count"] for kind, told in doubles.items()} == {"exact": 2, "id": 1, "folded": 1}
    assert doubles["exact"]["first"][0] == [3, 2, "Ахметов Айдар"]


@pytest.mark.django_db
def test_rows_that_are_as_in_the_edition_before_are_counted(reviewer):
    person_list = a_list(reviewer)
    imported(reviewer, person_list)
    changed = ("K-2", "Сейітова Дана", "ж", "30", *PEOPLE[1][4:])
    row = read_as(reviewer, [PEOPLE[0], changed, *PEOPLE[2:]], person_list, match=False)
    same = checking.check(row, at=NOW).same
    assert (same["edition"], same["rows"], same["unchanged"], same["same_id"]) == (1, 5, 4, 5)


@pytest.mark.django_db
def test_persons_that_are_held_already_are_found_with_the_reasons(reviewer, second_reviewer):
    from_before = imported(reviewer, a_list(reviewer, "Their list"))
    mention = Mention.objects.get(report=from_before.edition.report, name="Ахметов Айдар")
    person = matching.new_person(mention, because="Nobody of this name is held.", by=second_reviewer, at=NOW)
    told = checking.check(read_as(reviewer, PEOPLE), at=NOW).known
    assert (told["looked_at"], told["count"]) == (5, 1)
    line, name, ref, _shown, score, _level, reasons = told["first"][0]
    assert (line, name, ref, score > 0.5, bool(reasons)) == (2, "Ахметов Айдар", person.ref, True, True)


@pytest.mark.django_db
def test_without_a_column_that_tells_people_apart_nothing_is_read(reviewer):
    row = received(reviewer, a_list(reviewer))
    told = checking.check(row, at=NOW)
    assert (told.counts, told.can_import, bool(told.lacks)) == ({}, False, True)
    assert len(list(checking.problems(row, at=NOW))) == 1


@pytest.mark.django_db
def test_a_long_check_tells_how_far_it_is_and_can_be_stopped(reviewer, monkeypatch):
    monkeypatch.setattr(checking, "TELL_EVERY", 2)
    heard = []
    checking.check(read_as(reviewer, PEOPLE, match=False), at=NOW, tell=heard.append)
    assert heard == [2, 4]
