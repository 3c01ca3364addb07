"""Pure domain: a name taken apart. Which word is the surname, the given name, the father's name, an initial, or none of
them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance.DamerauLevenshtein import distance

from incidents.domain.letters import strip_unsafe
from incidents.domain.names.nobody import is_unnamed
from incidents.domain.names.sounds import Sound, sound
from incidents.domain.names.spelling import readings

FAMILY, GIVEN, FATHER, INITIAL = "family", "given", "father", "initial"
MAIDEN, CLAN, TITLE, NICKNAME, UNKNOWN = "maiden", "clan", "title", "nickname", "unknown"
_MOST_WORDS = 12
_MOST_COMPARED = 4
_LONGEST_READ = 1_000
_MOST_READINGS = 4
_WORD = re.compile(r"[^\s,;:()\[\]/|\"«»“”„.]+\.?|[,()\[\]\"«»“”„]")
_INITIAL = re.compile(r"(\w|[A-ZА-ЯӘІҢҒҮҰҚӨҺ][a-zа-яәіңғүұқөһ]\.)\.?")
_FATHER_APART = re.compile(
    "ұлы|улы|ұғлы|оғлы|оглы|қызы|кызы|гызы|u(?:l|gh)[yiı]|ūly|ouly|ulı|o[gğ]l[uy]|[qk]h?[yıi]z[yıi]|gyzy", re.IGNORECASE
)
_TITLE_WORDS = (
    "марқұм марқүм марқум марқымы покойный покойная late mr mrs ms miss dr prof sir г-н г-жа господин госпожа гр "
    "гражданин гражданка профессор доктор генерал полковник майор капитан лейтенант сержант рядовой шахид "
    "мырза ханым ақсақал аға апа апай the der herr frau mme mlle pan pani bay sayın имам мулла молда"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_MARKS_MAIDEN = frozenset(("née", "урожденная", "урождённая", "урожд"))
_BORN = re.compile("урожд.*|ур|née?|born|geb.*|дев|девичья|тегі|қыз", re.IGNORECASE)
_CALLED = re.compile("прозвищ.*|кличка|клич|он|она|aka|alias|лақап.*|лақабы|called", re.IGNORECASE)
# Given names that end like surnames: Айдын, Тұрсын, Айжарқын (Синицын is one), Валентин, Мұхиддин.
_NO_SURNAME = re.compile(
    "(?<!ц)[ыі]на?$|(?<!s)[yı]na?$|(?:константин|валентин|вениамин|мартин|дин|амин)а?$|"
    "(?:konstantin|valentin|veniamin|martin|d[iı]n|am[iı]n)a?$",
    re.IGNORECASE,
)
_FATHERS_ENDINGS = (
    *("ович", "евич", "овна", "евна", "қызы", "кызы", "ovich", "evich", "ovna", "evna", "kyzy", "qyzy", "ovitch"),
    *("улы", "ұлы", "uly", "ulı"),
)
_CLAN = re.compile("руы|род|clan|келіні|келини", re.IGNORECASE)


class Form:
    """One word in all its readings, prepared to be compared; made once per word, so it is its own key."""

    __slots__ = ("is_father", "is_family", "readings", "sex", "sounds")

    def __init__(self, text: str):
        self.readings: tuple[str, ...] = _readings(text)
        self.sounds: tuple[Sound, ...] = tuple(dict.fromkeys(_sounds(self.readings)))
        endings = [one.ending for one in self.sounds]
        self.is_father = "father" in endings[:2]
        self.is_family = "family" in endings[:1] and not _NO_SURNAME.search(text)
        self.sex = next((one.sex for one in self.sounds if one.sex), "") if self.is_father or self.is_family else ""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name as written, where it stands in the text, and what it is."""

    raw: str
    span: tuple[int, int]
    role: str
    form: Form

    @property
    def readings(self) -> tuple[str, ...]:
        return self.form.readings


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A name taken apart. `words` are in the order of the text; `compared` tell one person from another.

    `plain` are those of them that stand beside no other: no maiden name, no nickname, four at most.
    """

    text: str
    words: tuple[Word, ...]
    compared: tuple[Word, ...]
    fathers: tuple[Word, ...]
    is_unnamed: bool
    plain: tuple[Word, ...] = ()

    @property
    def has_aside(self) -> bool:
        return len(self.plain) != len(self.compared)

    def of(self, role: str) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.role == role)


def parse(name: str) -> Name:
    """A name taken apart into words with their roles; any text is read, none raises.

    Commas and capitals tell the surname (ОМАРОВ Айдар; Омаров, Айдар), endings the father's name and the surname,
    brackets and quotes a maiden name or a nickname. What cannot be told is `unknown`.
    """
    return _parsed(name[:_LONGEST_READ])


def forget() -> None:
    """Whole names that were taken apart are forgotten, their words are not: a long list fills the memory otherwise."""
    _parsed.cache_clear()


@lru_cache(maxsize=131_072)
def _parsed(name: str) -> Name:
    text = strip_unsafe(name)
    if is_unnamed(text):
        return Name(text, (), (), (), is_unnamed=True)
    draft = _with_roles(_drafted(text), text)
    words = tuple(Word(one.raw, one.span, one.role, form(one.mended or one.raw)) for one in draft)
    named = [(word, one.is_father or one.role == FATHER) for word, one in zip(words, draft, strict=True)]
    named = [(word, is_father) for word, is_father in named if word.role not in (TITLE, CLAN) and word.form.sounds]
    fathers = tuple(word for word, is_father in named if is_father)
    compared = tuple(word for word, is_father in named if not is_father)
    plain = tuple(word for word in compared if word.role not in (MAIDEN, NICKNAME))[:_MOST_COMPARED]
    return Name(text, words, compared, fathers, is_unnamed=False, plain=plain)


@lru_cache(maxsize=262_144)
def form(text: str) -> Form:
    """The word prepared for comparing; one object per spelling."""
    return Form(text)


def _sounds(found: tuple[str, ...]) -> list[Sound]:
    """The sounds of all readings; сатбекызы is of Сатбек as well as of Сатбе, since double letters are folded."""
    sounds = [sound(reading) for reading in found]
    fathers = [one for one in sounds if one.ending == FATHER and one.root[-1] in "aeiou"]
    folded = [one._replace(root=one.root + "k") for one in fathers if one.whole.endswith(("kizi", "kisi"))]
    folded += [one._replace(root=one.root + "u") for one in fathers if one.whole.endswith("uli")]
    return sounds + folded


@dataclass(slots=True)
class _Draft:
    raw: str
    span: tuple[int, int]
    role: str
    before_comma: bool = False
    is_father: bool = False
    mended: str = ""  # with an ending in place of a damaged one, to compare by


def _readings(text: str) -> tuple[str, ...]:
    found = list(readings(text.strip("."))[:_MOST_READINGS])
    if "-" in text.strip("-"):
        parts = [reading for part in text.split("-") if len(part) > 3 for reading in readings(part)[:1]]
        found += [part for part in parts if sound(part).ending == FAMILY]
    return tuple(dict.fromkeys(found))


def _drafted(text: str) -> list[_Draft]:
    """The words with what the signs around them say: titles, brackets, commas, initials, a father written apart."""
    words: list[_Draft] = []
    inside, marked = "", ""
    for match in _WORD.finditer(text):
        raw, span = match[0], match.span()
        if raw in '(["«“„':
            inside = "" if raw == '"' and inside else NICKNAME
        elif raw in ")]»”":
            inside = ""
        elif raw == ",":
            _before_comma(words)
        elif raw.strip(".-'’`"):
            marked = _draft(words, raw, span, inside, marked)
        if len(words) == _MOST_WORDS:
            break
    return words


def _draft(words: list[_Draft], raw: str, span: tuple[int, int], inside: str, marked: str) -> str:
    """Add one word; what it says of the word that follows."""
    if not inside and not marked and _is_plain(raw):
        words.append(_Draft(raw, span, UNKNOWN))
        return ""
    plain = raw.strip(".").lower()
    if plain in _TITLES and not (len(plain) == 1 and "." not in raw and not words):
        words.append(_Draft(raw, span, TITLE))
        return ""
    if (inside and _BORN.fullmatch(plain)) or plain in _MARKS_MAIDEN:
        words.append(_Draft(raw, span, TITLE))
        return MAIDEN
    if _CALLED.fullmatch(plain) and (inside or len(plain) > 3):
        words.append(_Draft(raw, span, TITLE))
        return NICKNAME
    if words and _CLAN.fullmatch(plain):
        words[-1].role = CLAN
        words.append(_Draft(raw, span, TITLE))
    elif words and _FATHER_APART.fullmatch(plain) and words[-1].role == UNKNOWN:
        last = words[-1]
        words[-1] = _Draft(last.raw + raw, (last.span[0], span[1]), FATHER)
    elif _INITIAL.fullmatch(raw):
        words.append(_Draft(raw, span, INITIAL))
    else:
        role = marked or inside or UNKNOWN
        words.append(_Draft(raw, span, MAIDEN if role == NICKNAME and _is_surname(raw) else role))
    return ""


@lru_cache(maxsize=262_144)
def _is_plain(raw: str) -> bool:
    """Whether a word is a part of a name wherever it stands: no title, no initial, no word about other words."""
    plain = raw.strip(".").lower()
    signs = (_CALLED.fullmatch(plain), _CLAN.fullmatch(plain), _FATHER_APART.fullmatch(plain), _INITIAL.fullmatch(raw))
    return not (plain in _TITLES or plain in _MARKS_MAIDEN or any(signs))


def _is_surname(raw: str) -> bool:
    return form(raw).is_family and form(raw).sex == "f"


def _before_comma(words: list[_Draft]) -> None:
    plain = [word for word in words if word.role in (UNKNOWN, INITIAL)]
    if len(plain) == 1 and not any(word.before_comma for word in words):
        plain[0].before_comma = True


def _with_roles(words: list[_Draft], text: str) -> list[_Draft]:
    """Give each plain word its role, the surest sign first: comma, capitals, father's ending, surname's ending."""
    plain = [word for word in words if word.role == UNKNOWN]
    for word in plain:
        is_loud = len(word.raw) > 2 and word.raw.isupper() and not text.isupper()
        if word.before_comma or is_loud:
            word.role = FAMILY
    _name_fathers(words)
    _name_fathers_initial(words)
    left = [word for word in plain if word.role == UNKNOWN]
    has_family = any(word.role == FAMILY for word in plain)
    ended = [word for word in left if form(word.raw).is_family]
    if not has_family and len(ended) == 1 and len(words) > 1:
        ended[0].role, has_family = FAMILY, True
        left.remove(ended[0])
    if has_family:
        for word in left:
            word.role = GIVEN
    return words


def _name_damaged_father(names: list[_Draft]) -> None:
    """Of three words without a father the one whose ending is a slip from a father's: Витаоьевич, Ардакулв."""
    full = [word for word in names if word.role == UNKNOWN and not form(word.raw).is_family]
    if len([word for word in names if word.role != INITIAL]) > 2:
        for word in full:
            if size := _damaged(word.raw.lower()):
                word.role, word.mended = FATHER, f"{word.raw[:-size]}ұлы"


def _damaged(word: str) -> int:
    """How many letters at the end of a word are a father's ending with one slip; 0 when none are."""
    sizes = [
        (distance(word[-size:], ending), abs(size - len(ending)), size)
        for ending in _FATHERS_ENDINGS
        for size in (len(ending), len(ending) - 1, len(ending) + 1)
        if len(word) > size + 2 and size > 2
    ]
    best = min(sizes, default=(9, 0, 0))
    return best[2] if best[0] <= 1 else 0


def _name_fathers_initial(words: list[_Draft]) -> None:
    """Of two initials the second is the father's; one beside two full words is too."""
    initials = [word for word in words if word.role == INITIAL]
    full = sum(word.role in (UNKNOWN, FAMILY) for word in words)
    has_father = any(word.role == FATHER for word in words)
    if not has_father and len(initials) + full > 2 and initials and full:
        initials[-1].is_father = True


def _name_fathers(words: list[_Draft]) -> None:
    """The last word with a father's ending is the father's name, where two other words remain to be called by."""
    names = [word for word in words if word.role in (UNKNOWN, FAMILY, INITIAL)]
    ended = [word for word in names if word.role == UNKNOWN and form(word.raw).is_father]
    has_father = any(word.role == FATHER for word in words)
    if has_father:
        return
    if not ended:
        _name_damaged_father(names)
        return
    if len(names) > 2:
        ended[-1].role = FATHER
    elif len(names) == 2 and names[0] is not ended[-1] and form(names[0].raw).is_family:
        ended[-1].role = FATHER  # Омаров Сәтбекұлы: nobody is called by a patronymic alone beside a surname
