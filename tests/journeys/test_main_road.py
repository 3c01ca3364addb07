"""The main job, whole: from an activist's telephone through two reviewers into a list that goes to a partner."""

import csv
import hashlib
import io

from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.journeys import family

MOST_ENTRIES = 25
PURPOSE = "For a partner organisation that keeps a list of the dead."


def rows_of(file) -> list[dict]:
    """The lines of a CSV or XLSX file under their headings."""
    raw = file.read_bytes()
    if raw.startswith(b"PK"):
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
        lines = [[str(cell) for cell in line] for line in sheet]
    else:
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_a_family_of_three_goes_from_a_telephone_into_a_partners_list_by_keyboard_and_without_scripts(
    walker, activist, reviewer, second_reviewer, admin
):
    # Given a telephone of 360 px without JavaScript, when the activist logs the family
    at_phone = walker(activist, width=360, js=False)
    ref = family.log(at_phone)
    # then 25 entries are enough, and the report waits
    assert at_phone.entries <= MOST_ENTRIES, at_phone.entries
    at_phone.reads("Waiting for review")
    # when the reviewer decides on it and the second reviewer agrees
    at_desk = walker(reviewer, width=360, js=False)
    family.decide(at_desk, ref)
    expect(at_desk.main("#finding .sure.weak")).to_have_count(3)
    family.agree(walker(second_reviewer, width=360, js=False))
    # then the admin's export holds three people, killed, weak, and neither source nor story
    at_list = walker(admin, width=360, js=False)
    for fmt in ("csv", "xlsx"):
        file = family.export(at_list, fmt, PURPOSE)
        rows = rows_of(file)
        assert {row["Name"] for row in rows} == {person.name for person in family.FAMILY}
        assert {(row["Status code"], row["How sure"], row["When, coded (EDTF)"]) for row in rows} == {
            ("killed", "Weak", "2022-01-08")
        }
        assert all("Jetisu" in row["Where"] or "Almaty Region" in row["Where"] for row in rows)
        assert not {"Who says it", "Report references", "Reason of the findings"} & set(rows[0])
        assert not any(family.STORY in value or "relative" in value for row in rows for value in row.values())
        # and the audit log names it by its fingerprint
        at_list.press(at_list.to("desk:exports"))
        expect(at_list.main("li").first).to_contain_text(hashlib.sha256(file.read_bytes()).hexdigest())
        expect(at_list.main("li").first).to_contain_text(PURPOSE)
    for person in (at_phone, at_desk, at_list):
        assert person.noise == []
