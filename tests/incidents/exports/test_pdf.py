"""PDF: tagged, in a language, with a title; words are words; what is too much is refused. Read back by pdfium."""

import io

import pypdfium2
import pytest
from django.utils import translation
from PIL import Image

from incidents.domain.exporting import printed
from incidents.domain.exporting.about import Unmade
from incidents.exports import pdf, printing
from incidents.exports.letters import BREAK
from incidents.vocabulary import ExportWhat
from tests.incidents.exports.abouts import about

KAZAKH = "Әлия Ғани Қайрат Мыңбай Өмір Ұлан Үміт Һани Іңкәр"
HEADER = ["Reference", "Name", "Status now"]


def written(header, rows, **facts) -> bytes:
    out = io.BytesIO()
    with translation.override(facts.get("language", "en")):
        pdf.write(out, header, rows, about(**facts))
    return out.getvalue()


def pages(raw: bytes) -> list[str]:
    """The words of each page, without the places to break."""
    document = pypdfium2.PdfDocument(raw)
    return [page.get_textpage().get_text_range().replace(BREAK, "").replace("\r\n", "\n") for page in document]


def entry(title="Әлия Қ.", *, picture=None, portrait="", **part):
    sections = [printed.section("What the team concludes", **part)] if part else []
    return printed.sheet(title, [("Sex", "Female")], sections, picture, portrait)


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "#aa0000").save(out, "JPEG")
    return out.getvalue()


def test_a_list_has_its_tags_its_title_its_language_and_landscape_pages():
    raw = written(HEADER, [["P-1", KAZAKH, "Killed"]], language="kk")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Lang(kk)", b"pdfuaid", b"/TH"):
        assert mark in raw.replace(b"/Lang (", b"/Lang("), mark
    document = pypdfium2.PdfDocument(raw)
    assert document.get_metadata_dict()["Title"]
    assert document[0].get_width() > document[0].get_height()


def test_kazakh_and_arabic_letters_are_on_the_page():
    text = pages(written(HEADER, [["P-1", KAZAKH, "Killed"], ["P-2", "محمد علي", "Killed"]]))[0]
    assert KAZAKH in text
    assert "محمد" in text or "دمحم" in text


def test_heads_repeat_and_pages_are_numbered():
    found = pages(written(HEADER, [[f"P-{number}", "Қайрат", "Killed"] for number in range(100)]))
    assert len(found) > 1
    for number, page in enumerate(found, start=1):
        assert "Reference" in page
        assert f"{number} / {len(found)}" in page
        assert "Partner: trusted organisations" in page
        assert "Kua · X-ABCDEFG · 20 January 2022, 18:00" in page
    assert "100 people" in found[0]
    assert "Status: Killed" in found[0]


@pytest.mark.parametrize(
    "hostile",
    ['#import "x"', "*bold* _not_ $x^2$ `raw`", "#sys.inputs.data", "]]} #panic()", "<label> @ref // no", "\\u{41}"],
)
def test_a_name_is_never_markup(hostile):
    assert hostile in pages(written(HEADER, [["P-1", hostile, "Killed"]]))[0].replace("\n", " ")


def test_signs_that_turn_a_line_are_shown_by_their_number():
    assert "‹U+202E›gpj.exe" in pages(written(HEADER, [["P-1", "\u202egpj.exe", "Killed"]]))[0]


def test_a_name_without_a_space_and_a_reason_of_ten_thousand_signs_break():
    reason = "Two say so. " * 840
    found = pages(written(HEADER, [["P-1", "Ә" * 300, reason], ["P-2", "", None]]))
    whole = "".join(found)
    assert whole.count("Ә") == 300
    assert whole.count("Two") == 840


def test_what_no_page_holds_is_cut_and_says_so():
    assert pdf.text("a" * 30_000).endswith("a […]")
    assert len(pdf.text("a" * 30_000)) == pdf.LONGEST_CELL


def test_an_empty_list_is_a_file_all_the_same():
    assert "0 people" in pages(written(HEADER, []))[0]


def test_thirty_columns_are_printed_on_larger_paper():
    header = [f"Column {number}" for number in range(30)]
    document = pypdfium2.PdfDocument(written(header, [["words"] * 30]))
    assert round(document[0].get_width()) == 1191


def test_more_than_a_pdf_holds_is_refused(monkeypatch):
    monkeypatch.setattr(printed, "MOST_ROWS", 2)
    with pytest.raises(Unmade) as refused:
        written(HEADER, [["P-1", "a", "b"]] * 3)
    assert refused.value.code == "too_many_printed"


def test_each_sheet_begins_on_a_page_of_its_own():
    rows = [entry("Әлия Қ.", texts=["Nothing."], header=["What", "When"], rows=[["Killed", "8 January"]]), entry("Б.")]
    one, other = pages(written([], rows, what=ExportWhat.SHEETS))
    for word in ("Әлия Қ.", "Sex Female", "What the team concludes", "Nothing.", "Killed"):
        assert word in one, word
    assert "Б." in other


def test_a_portrait_is_printed_small_and_has_words_beside_it():
    rows = [entry(picture=jpeg(), portrait="Picture of P-1"), entry("Б.", portrait="no picture")]
    raw = written(["Name"], rows, what=ExportWhat.PORTRAITS)
    assert "no picture" in pages(raw)[0]
    assert b"/Alt" in raw
    [image] = [thing for thing in pypdfium2.PdfDocument(raw)[0].get_objects() if thing.type == 3]
    assert max(image.get_px_size()) <= 450


def test_a_picture_that_cannot_be_decoded_leaves_its_place_empty():
    raw = written(["Name"], [entry(picture=b"no picture at all", portrait="Picture of P-1")], what=ExportWhat.PORTRAITS)
    assert "Picture of P-1" in pages(raw)[0]


def test_a_child_that_is_killed_leaves_no_file(monkeypatch):
    monkeypatch.setattr(printing, "MEMORY", 64 * 1024**2)
    with pytest.raises(printing.NotPrinted) as refused:
        written(HEADER, [["P-1", "a", "b"]])
    assert refused.value.code == "not_printed"


def test_the_same_words_make_the_same_bytes():
    assert written(HEADER, [["P-1", "a", "b"]]) == written(HEADER, [["P-1", "a", "b"]])
