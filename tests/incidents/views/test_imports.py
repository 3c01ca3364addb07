"""Pages on which the file of a list comes in: the file, its sheet, its columns, its words, the check, the import."""

import csv
import gzip
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents.domain import person_lists
from incidents.domain.imports import committing, undoing
from incidents.models import ListEdition, ListImport, PersonList
from tests.factories import NOW
from tests.incidents.views.list_walk import fields_of, text_of

pytestmark = pytest.mark.django_db
ODD = """Кім;Жасы;Не болды;Қашан;Ескерту
Сейітов Ержан;41;killed;08.01.2022;бірінші
Ә. Ахметова;about 30;zapped;8 января 2022 г.;
Нұрлан Бек;200;killed;32.13.2022;үшінші
"""


@pytest.fixture
def desk(client_of, reviewer):
    return client_of(reviewer)


@pytest.fixture
def series(reviewer) -> PersonList:
    told = {"title": "Names of the winter", "keeper": "Newsroom of the North", "keeper_kind": "outlet"}
    return person_lists.make(**told, by=reviewer, at=NOW)


def sent(desk, series, text: str = ODD, **changed):
    """The file sent by the form."""
    file = SimpleUploadedFile(changed.pop("name", "list.csv"), text.encode(changed.pop("encoding", "utf-8")))
    told = {"label": "July 2022", "as_of": "2022-07", "key": uuid.uuid4(), "file": file, **changed}
    return desk.post(f"/desk/lists/{series.ref}/import/", told)


@pytest.fixture
def one(desk, series) -> ListImport:
    assert sent(desk, series).status_code == 302
    return ListImport.objects.get()


def step(desk, one: ListImport, name: str, **changed):
    """A step as its page offers it, with some answers changed."""
    url = f"/desk/imports/{one.ref}/{name}/"
    page = desk.get(url)
    assert page.status_code == 200, page.headers
    return desk.post(url, fields_of(page) | changed)


def test_a_file_comes_in_and_its_sheet_is_shown(desk, one):
    assert (one.label, one.when_edtf, one.name, one.state) == ("July 2022", "2022-07", "list.csv", "received")
    page = text_of(desk.get(f"/desk/imports/{one.ref}/sheet/"))
    assert "Сейітов Ержан" in page
    assert "2 of 6 · Sheet" in page


def test_the_same_form_sent_twice_is_one_import(desk, series):
    key = uuid.uuid4()
    first, second = (sent(desk, series, key=key) for _time in range(2))
    assert first.url == second.url
    assert ListImport.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"text": ""}, "Choose a file first"), ({"text": "<html><table></table></html>"}, "web page"),
     ({"label": " "}, "What is this edition called?"), ({"as_of": "32.13.2022"}, "Of when is it?"),
     ({"key": "x"}, "There is a problem")],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_and_keeps_what_was_typed(desk, series, changed, words):
    answer = sent(desk, series, **{"label": "A label that I typed", **changed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert changed.get("label", "A label that I typed").strip() in text_of(answer)
    assert not ListImport.objects.exists()


def test_the_columns_are_proposed_changed_by_hand_and_kept(desk, one):
    assert step(desk, one, "sheet").url == f"/desk/imports/{one.ref}/columns/"
    page = text_of(desk.get(f"/desk/imports/{one.ref}/columns/"))
    for words in ("Кім", "Сейітов Ержан", "about 30"):
        assert words in page
    answer = step(desk, one, "columns", c0="name", c4="note", place="Алматы", consent="partners")
    assert answer.url == f"/desk/imports/{one.ref}/values/"
    one.refresh_from_db()
    assert (one.columns["0"], one.columns["1"], one.columns["4"]) == ("name", "age", "note")
    assert (one.options["place"], one.options["consent"], one.options["dates"]) == ("Алматы", "partners", "dmy")


def test_two_columns_of_one_meaning_and_deeds_that_nobody_tells_are_refused_in_words(desk, one):
    step(desk, one, "sheet")
    twice = step(desk, one, "columns", c0="name", c4="name")
    assert twice.status_code == 422
    assert "read as the same thing: Full name" in text_of(twice)
    silent = step(desk, one, "columns", c0="name", c2="ignore", c3="ignore", c4="note", kind="")
    assert "Say what was done to the people" in text_of(silent)
    assert ListImport.objects.get().columns == {}


def test_other_headings_are_read_where_somebody_says_that_they_stand(desk, one):
    assert step(desk, one, "sheet", line="2").status_code == 302
    page = text_of(desk.get(f"/desk/imports/{one.ref}/columns/"))
    assert 'class="as-given">Сейітов Ержан</h2>' in page
    one.refresh_from_db()
    assert one.header == [1, 1]


@pytest.mark.parametrize(
    "changed", [{"sheet": "99"}, {"sheet": "x"}, {"line": "0"}, {"line": "9" * 30}, {"lines": "-1"}]
)
def test_a_sheet_or_a_line_that_is_not_there_is_refused(desk, one, changed):
    assert step(desk, one, "sheet", **changed).status_code == 422


def test_a_stale_step_is_told_and_can_be_sent_over(desk, one):
    url = f"/desk/imports/{one.ref}/sheet/"
    answer = desk.post(url, {"sheet": one.sheet, "line": "2", "lines": "1", "version": "7"})
    assert answer.status_code == 409
    retry = fields_of(answer)
    assert desk.post(url, retry).status_code == 302


def test_their_words_are_asked_once_unknown_ones_first(desk, one):
    step(desk, one, "sheet")
    step(desk, one, "columns", c0="name", c4="note")
    page = text_of(desk.get(f"/desk/imports/{one.ref}/values/"))
    assert page.index("zapped (1)") < page.index("killed (2)")
    answer = step(desk, one, "values", v0="wounded", on_error="leave_rows")
    assert answer.url == f"/desk/imports/{one.ref}/check/"
    one.refresh_from_db()
    assert one.values == {"status": {"zapped": "wounded", "killed": "killed"}}
    assert (one.options["errors"], one.state) == ("leave_rows", "checked")
    page = text_of(desk.get(answer.url))
    for words in ("Line 4, Жасы: 200", "An age lies between 0 and 130.", "Import 2 rows as “July 2022”"):
        assert words in page.replace('<q class="as-given">', "").replace('<span class="as-given">', "").replace(
            "</span>", ""
        )


def test_a_column_of_another_list_makes_that_list_when_it_is_new(desk, one, series, reviewer):
    step(desk, one, "sheet")
    again = step(desk, one, "columns", c0="name", c4="list")
    assert "Say which list" in text_of(again)
    url = f"/desk/imports/{one.ref}/columns/"
    assert desk.post(url, fields_of(again) | {"l4": "new"}).status_code == 302
    one.refresh_from_db()
    assert one.options["lists"] == {"4": PersonList.objects.get(title="Ескерту").ref}


def test_a_file_is_given_up_and_its_bytes_go(desk, one, settings):
    assert desk.post(f"/desk/imports/{one.ref}/discard/").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.stored) == ("discarded", "")
    for name in ("sheet", "columns", "values", "check"):
        assert desk.get(f"/desk/imports/{one.ref}/{name}/").url == f"/desk/imports/{one.ref}/"
    assert "The file is deleted" in text_of(desk.get(f"/desk/imports/{one.ref}/"))


@pytest.mark.parametrize("name", ["", "sheet/", "columns/", "values/", "check/", "problems.csv", "undo/"])
def test_another_s_reference_and_an_activist_meet_nothing(desk, client_of, activist, one, series, name):
    assert desk.get(f"/desk/imports/M-0000000/{name}").status_code == 404
    assert desk.get(f"/desk/imports/{series.ref}/{name}").status_code == 404
    assert client_of(activist).get(f"/desk/imports/{one.ref}/{name}").status_code == 404


def test_an_activist_sends_no_file(client_of, activist, series):
    assert sent(client_of(activist), series).status_code == 404
    assert not ListImport.objects.exists()


# --- The check, the import, the undoing ------------------------------------------------------------------------------
@pytest.fixture
def read(desk, one):
    """A file whose columns and words are told."""
    step(desk, one, "sheet")
    step(desk, one, "columns", c0="name", c4="note")
    step(desk, one, "values", v0="wounded", on_error="leave_rows")
    return ListImport.objects.get()


def test_rows_with_mistakes_keep_the_file_out_unless_somebody_says_otherwise(desk, one):
    step(desk, one, "sheet")
    step(desk, one, "columns", c0="name", c4="note")
    answer = step(desk, one, "values", v0="wounded")
    page = text_of(desk.get(answer.url))
    assert "Rows with mistakes keep the whole file out" in page
    assert 'value="import"' not in page


def test_every_problem_is_in_the_table(desk, read):
    answer = desk.get(f"/desk/imports/{read.ref}/problems.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Line", "Column", "Cell", "Kind", "Problem"]
    assert ["4", "Жасы", "200", "mistake", "An age lies between 0 and 130."] in rows


def test_it_is_imported_as_one_act_shown_and_undone(desk, read, client_of, admin):
    assert step(desk, read, "check", do="import").url == f"/desk/imports/{read.ref}/"
    assert "You can leave this page" in text_of(desk.get(f"/desk/imports/{read.ref}/"))
    committing.run(read.ref, clock=lambda: NOW)
    page = text_of(desk.get(f"/desk/imports/{read.ref}/"))
    assert "2 rows are imported as “July 2022”." in page
    assert "2 rows are not decided yet" in text_of(desk.get(f"/desk/lists/{read.person_list.ref}/editions/1/"))
    assert desk.post(f"/desk/imports/{read.ref}/undo/", {"because": " "}).status_code == 422
    assert client_of(admin).post(f"/desk/imports/{read.ref}/undo/", {"because": "The wrong file."}).status_code == 302
    undoing.undo(read.ref, clock=lambda: NOW)
    page = text_of(desk.get(f"/desk/imports/{read.ref}/"))
    assert "Whatever this import made is gone." in page
    assert "The wrong file." in page
    assert not ListEdition.objects.exists()


def test_the_next_file_of_the_keeper_is_read_as_the_last_one(desk, read, series):
    step(desk, read, "check", do="import")
    assert sent(desk, series, label="August 2022").status_code == 302
    newer = ListImport.objects.order_by("pk").last()
    page = desk.get(f"/desk/imports/{newer.ref}/columns/")
    assert "Read as the last file of this keeper" in text_of(page)
    assert fields_of(page)["c4"] == "note"


def test_nothing_is_imported_that_was_not_checked_and_nothing_twice(desk, read):
    stale = desk.post(f"/desk/imports/{read.ref}/check/", {"do": "import", "version": read.version - 1})
    assert stale.status_code == 409
    sent_twice = [step_check(desk, read) for _time in range(2)]
    assert [answer.status_code for answer in sent_twice] == [302, 302]
    assert desk.post(f"/desk/imports/{read.ref}/stop/").status_code == 302
    assert "Nothing of it was imported." in text_of(desk.get(f"/desk/imports/{read.ref}/"))


def step_check(desk, row: ListImport):
    """The button of the check, as its page was opened."""
    return desk.post(f"/desk/imports/{row.ref}/check/", {"do": "import", "version": row.version})


def test_thirty_columns_are_a_light_page(desk, series):
    rows = [";".join(f"{word} {place}" for place in range(30)) for word in ("Heading", "Cell", "Другая")]
    url = sent(desk, series, text="\n".join(rows)).url.replace("sheet", "columns")
    page = desk.get(url).content
    assert page.count(b"What it is") == 30
    assert len(gzip.compress(page)) < 15 * 1024
