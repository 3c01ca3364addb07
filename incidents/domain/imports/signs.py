"""Cells as they may be kept and as they are read: what PostgreSQL cannot hold, what hides, what says nothing."""

import re

from incidents.domain.letters import strip_unsafe

LONGEST_CELL = 32_767  # as in a spreadsheet (ECMA-376, 18.18.37)
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
_HIDES = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_NOTHING_WORDS = (
    "-|--|—|–|?|??|???|.|/|n/a|na|n.a|n\\a|none|null|nil|nan|unknown|not known|not available|no data|нет|нет данных|"
    "данных нет|н/д|нд|н\\д|н.д|б/д|неизвестно|не известно|неизв|не указано|не указан|не указана|не установлено|"
    "нет сведений|сведений нет|нет информации|отсутствует|белгісіз|жоқ|мәлімет жоқ|дерек жоқ|көрсетілмеген|"
    "невідомо|немає|غير معروف|غير محدد|لا يوجد|#n/a|#н/д|#ref!|#value!|#name?|#div/0!"
)
NOTHING = frozenset(_NOTHING_WORDS.split("|"))
LONGEST_NOTHING = max(map(len, NOTHING))


def kept(cells: list[str]) -> list[str]:
    """The row verbatim but for what a database cannot keep: NUL and halves of characters."""
    return [_NOT_KEPT.sub("", cell) if _NOT_KEPT.search(cell) else cell for cell in cells]


def hides(text: str) -> bool:
    """Whether there is something in the text that nobody sees: controls, direction overrides, zero-width signs."""
    return _HIDES.search(text) is not None


def plain(text: str) -> str:
    """The text as it is read: without what hides, composed, blanks collapsed."""
    return strip_unsafe(text)


def says_nothing(folded: str) -> bool:
    """Whether a folded word stands in the place of an answer: a dash, "n/a", «нет данных», «белгісіз»."""
    return folded in NOTHING
