"""The main job, whole: from an activist's telephone through two reviewers into a list that goes to a partner."""

import csv
import hashlib
import io

from django.utils import translation
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from incidents.domain import disclosure
from tests.journeys import family

MOST_ENTRIES = 25
PURPOSE = "For a partner organisation that keeps a list of the dead."
TELEPHONE = {"width": 360, "js": False, "keyboard": True}


def rows_of(file, language) -> list[dict]:
    """The lines of a CSV or XLSX file, by the codes of the partner's columns."""
    raw = file.read_bytes()
    if raw.startswith(b"PK"):
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
        lines = [[str(cell) for cell in line] for line in sheet]
    else:
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    with translation.override(language):
        codes = {str(column.label): column.code for column in disclosure.columns_for("partner")}
    return [{codes[name]: cell for name, cell in zip(lines[0], line, strict=True)} for line in lines[1:]]


def the_list_holds_three_people_and_no_source(rows, region, weak):
    assert {row["name"] for row in rows} == {person.name for person in family.FAMILY}
    assert {(row["status_code"], row["confirmation"], row["when_edtf"]) for row in rows} == {
        ("killed", weak, "2022-01-08")
    }
    assert all(region in row["where"] for row in rows)
    assert not any(family.STORY in cell or family.NOTE in cell for row in rows for cell in row.values())


def the_log_knows_the_file(walker, file):
    walker.press(walker.to("desk:exports"))
    newest = walker.main("ul.rows > li").first
    expect(newest).to_contain_text(hashlib.sha256(file.read_bytes()).hexdigest())
    expect(newest).to_contain_text(PURPOSE)


def the_road(walker, team, *, region, weak, **device):
    """Given four people at such a device, when each does a part, then the list and the log are right."""
    people = {name: walker(user, typing=True, **device) for name, user in team.items()}
    ref = family.log(people["activist"])
    assert people["activist"].entries <= MOST_ENTRIES, people["activist"].entries
    family.decide(people["reviewer"], ref)
    expect(people["reviewer"].main("#finding .sure.weak")).to_have_count(3)
    family.agree(people["second"])
    for fmt in ("csv", "xlsx"):
        file = family.export(people["admin"], region, fmt, PURPOSE)
        the_list_holds_three_people_and_no_source(rows_of(file, device.get("language", "en")), region, weak)
        the_log_knows_the_file(people["admin"], file)
    assert [noise for person in people.values() for noise in person.noise] == []


def test_a_family_goes_from_a_telephone_into_a_partners_list_by_keyboard_alone_and_without_scripts(
    walker, team, gazetteer
):
    the_road(walker, team, region="Jetisu Region", weak="Weak", **TELEPHONE)


def test_the_same_road_in_russian_at_a_wide_screen_with_scripts(walker, team, gazetteer):
    the_road(walker, team, region="область Жетісу", weak="Слабо", language="ru")


def test_the_road_in_kazakh_from_the_form_to_the_persons_page(walker, team, gazetteer):
    # Given an activist and a reviewer who read Kazakh
    activist, reviewer = (walker(team[name], width=360, language="kk") for name in ("activist", "reviewer"))
    # when a report is sent and its first person is new
    ref = family.log(activist)
    family.take(reviewer, ref)
    family.say_new(reviewer, ref)
    # then the person has a page, in Kazakh
    reviewer.press(reviewer.main("#people .note.good a"))
    expect(reviewer.main("h1")).to_contain_text(family.FAMILY[0].name)
    expect(reviewer.page.locator("html")).to_have_attribute("lang", "kk")
    reviewer.reads("2022 ж. 8 қаңтар")
    assert activist.noise + reviewer.noise == []
