"""Rows of text between delimiters, whichever they are: read line by line, twice, never held whole."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from incidents.domain.decoders import cells, encodings
from incidents.domain.decoders.grids import MOST_COLUMNS, Grid
from incidents.domain.decoders.packages import Package
from incidents.domain.decoders.telling import Refused

# The order decides between two that would do equally well.
DELIMITERS = "\t;,|^~¦:"
HEAD = 128 * 1024
LOOKED_AT = 200
MOST_BYTES = 100 * 1024 * 1024
LONGEST_LINE = 4 * 1024 * 1024
MARKUP = re.compile(r"\s*<(!doctype|html|table|\?xml|body|head|meta|style|script)", re.IGNORECASE)
STRANGE = re.compile(r"\s*(%PDF|\{\\rtf|\{\s*[\"}]|\[\s*\{)")
TOLD = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)
# A letter that the encoding of who saved the file did not have: a question mark inside a Cyrillic word.
LOST = re.compile(r"[а-яё]\?[а-яё]|[А-Яа-яё]\?\?", re.IGNORECASE)
END = "\x1eend\x1e"  # a line of ours after the last one: a quotation mark that is never closed would swallow it

csv.field_size_limit(cells.LONGEST)


class Archive:
    """Several text files in one ZIP, as ODK gives a form with its repeated groups: each is a sheet."""

    kind, encoding, delimiter = "zip", "", ""

    def __init__(self, package: Package):
        self.package = package
        self.remarks: set[str] = set()
        self.files = [name for name in package.sizes if _is_text(name)]
        self.names = [(name.rpartition("/")[2][: -len(".csv")], False) for name in self.files]

    def grid(self, number: int) -> Grid:
        """One of its files. Raises Refused."""
        if self.package.sizes[self.files[number]] > MOST_BYTES:
            raise Refused("too_large")
        return Texts(io.BufferedReader(self.package.packed.open(self.files[number]))).grid(0)  # type: ignore[type-var]


class Texts:
    """A text file as a workbook of one sheet."""

    kind = "csv"

    def __init__(self, source: BinaryIO):
        self.source = source
        self.remarks: set[str] = set()
        try:
            self.encoding, guessed = encodings.found(source)
        except ValueError:
            source.seek(0)
            raise Refused("not_table" if _strange(source.read(HEAD).decode("latin-1")) else "encoding") from None
        except EOFError:
            raise Refused("damaged") from None
        if guessed:
            self.remarks.add("guessed")
        head = next(self._parts(), "")
        _is_table(head)
        said = TOLD.match(head)
        self.said = bool(said)
        self.delimiter = said[1] if said else delimiter(head)
        self.names = [("", False)]

    def grid(self, _number: int) -> Grid:
        """The only sheet. Raises Refused: quotes, long_cell, wide, encoding."""
        columns = last = held = 0
        for line, row in enumerate(self._rows(), start=1):
            if any(row):
                columns, last, held = max(columns, len(row)), line, held + 1
        if columns > MOST_COLUMNS:
            raise Refused("wide")
        return Grid(columns, last, [], self._rows, self.remarks, held)

    def _rows(self) -> Iterator[list[str]]:
        row, before = [], 0
        lines = csv.reader(self._lines(), delimiter=self.delimiter)
        try:
            for row in lines:
                if row and row[-1].endswith(END):
                    break
                before = lines.line_num
                yield row
        except csv.Error:
            raise Refused(f"long_cell:{before + 1 + self.said}") from None
        if row != [END]:
            raise Refused(f"quotes:{before + 1 + self.said}")

    def _lines(self) -> Iterator[str]:
        rest = ""
        for number, part in enumerate(self._parts()):
            text = rest + self._clean(TOLD.sub("", part, count=1) if self.said and not number else part)
            cut = text.rfind("\n") + 1 or text.rfind("\r", 0, -1) + 1
            rest = text[cut:]
            if len(rest) > LONGEST_LINE:
                raise Refused("long_cell")
            yield from io.StringIO(text[:cut], newline="")
        yield from io.StringIO(rest, newline="")
        yield END  # to the reader the end of the last line is the end of the row, unless a quotation mark is open

    def _parts(self) -> Iterator[str]:
        self.source.seek(0)
        told = io.TextIOWrapper(self.source, encoding=self.encoding, newline="")
        try:
            while part := told.read(HEAD):
                yield part
        except UnicodeDecodeError:
            raise Refused("encoding") from None
        finally:
            told.detach()

    def _clean(self, text: str) -> str:
        """The text without controls; what is remarkable in it is kept in mind."""
        if cells.CONTROLS.search(text):
            self.remarks.add("controls")
            text = cells.cleaned(text)
        if text.isascii():
            return text
        if "direction" not in self.remarks and cells.DIRECTIONS.search(text):
            self.remarks.add("direction")
        if "lost" not in self.remarks and ("\ufffd" in text or ("?" in text and LOST.search(text))):
            self.remarks.add("lost")
        return text


def delimiter(head: str) -> str:
    """Which sign stands between the cells: the one that cuts most lines into equally many, and into most."""
    lines = head.splitlines(keepends=True)
    whole = lines[:-1] if len(head) >= HEAD and len(lines) > 1 else lines
    best = max(DELIMITERS, key=lambda sign: _fits(whole, sign))
    return best if _fits(whole, best)[1] else ","


def _fits(lines: list[str], sign: str) -> tuple[float, int]:
    try:
        rows = csv.reader(lines, delimiter=sign)
        widths = Counter(len(row) for _number, row in zip(range(LOOKED_AT), rows, strict=False) if any(row))
    except csv.Error:
        return 0, 0
    # Titles above the table hold no delimiter: they say nothing for or against it.
    many = {width: count for width, count in widths.items() if width > 1}
    if not many or sign == ":" and max(many) < 4:  # noqa: PLR2004 a time of day has two
        return 0, 0
    width, count = max(many.items(), key=lambda one: (one[1], one[0]))
    share = count / sum(widths.values())
    return round(share * 4) / 4, width


def _strange(head: str) -> bool:
    return len(cells.CONTROLS.findall(head)) > len(head) // 50


def _is_text(name: str) -> bool:
    """What a Mac packs beside each file is none."""
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX/")


def _is_table(head: str) -> None:
    """Raises Refused for a web page, for what other programs write, and for what is no text."""
    if not head.strip("\ufeff \t\r\n"):
        raise Refused("no_rows")
    if MARKUP.match(head.lstrip("\ufeff")):
        raise Refused("web_page")
    if STRANGE.match(head) or _strange(head):
        raise Refused("not_table")
