"""Kazakh words as Russian letters write them, and both in the Latin systems of papers, passports and the press."""

import unicodedata
from random import Random

KAZAKH = frozenset("әғқңөұүіһ")

ENDINGS = {"ұлы": "улы", "қызы": "кызы"}
# Kazakh letter → Russian ones, the common choice first.
TO_RUSSIAN = {
    "ә": "ааааааааааая", "ғ": "г", "қ": "ккккккккккх", "ң": ("н", "н", "н", "нг"), "ө": "ооу", "ұ": "у", "ү": "уууууую",
    "і": "ииииы", "һ": "х", "ы": "ыыыыыыыыыыыыыыыыыыиу", "э": "э",
}  # fmt: skip

# Systems that write Russian words: letter → Latin. "е" at a beginning or after a vowel stands under "Е".
_BOARD = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
ENGLISH = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _BOARD.replace("-", "").split(" "), strict=True)) | {"Е": "ye"}
PASSPORT = ENGLISH | {"ё": "e", "й": "i", "Е": "e", "ъ": "ie", "ю": "iu", "я": "ia"}
PRESS = ENGLISH | {"х": "h", "Е": "e", "дж": "j", "ж": "zh", "ё": "e"}
GERMAN = ENGLISH | {
    "в": "w", "ё": "jo", "Е": "je", "ж": "sch", "з": "s", "й": "j", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch",
    "щ": "schtsch", "ю": "ju", "я": "ja", "дж": "dsch",
}  # fmt: skip
FRENCH = ENGLISH | {
    "ё": "io", "Е": "e", "ж": "j", "й": "ï", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia",
    "дж": "dj",
}  # fmt: skip
POLISH = ENGLISH | {
    "в": "w", "ё": "jo", "Е": "je", "ж": "ż", "й": "j", "л": "ł", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz",
    "щ": "szcz", "ю": "ju", "я": "ja", "ла": "ła", "ли": "li", "ле": "le", "ля": "la",
}  # fmt: skip
SCHOLARLY = ENGLISH | {
    "ё": "ë", "Е": "e", "ж": "ž", "й": "j", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "ь": "ʹ", "э": "è",
    "ю": "ju", "я": "ja",
}  # fmt: skip
TURKISH = ENGLISH | {
    "Е": "ye", "ж": "j", "х": "h", "ч": "ç", "ш": "ş", "щ": "şç", "ы": "ı", "дж": "c",
}  # fmt: skip

# Systems that write Kazakh words.
_KAZAKH_LATIN = ENGLISH | {"Е": "e", "ж": "j", "х": "h", "қ": "q", "һ": "h", "і": "i", "ё": "e"}
LATIN_2018 = _KAZAKH_LATIN | {
    "ә": "á", "ғ": "ǵ", "и": "ı", "й": "ı", "ң": "ń", "ө": "ó", "у": "ý", "ұ": "u", "ү": "ú", "ю": "ıý", "я": "ıa",
}  # fmt: skip
LATIN_2021 = _KAZAKH_LATIN | {
    "ә": "ä", "ғ": "ğ", "і": "ı", "й": "i", "ң": "ñ", "ө": "ö", "ұ": "ū", "ү": "ü", "ш": "ş", "ч": "ch", "ю": "iu",
    "я": "ia",
}  # fmt: skip
LATIN_AGENCY = _KAZAKH_LATIN | {
    "ә": "ä", "ғ": "ğ", "и": "ï", "й": "ý", "ң": "ñ", "ө": "ö", "у": "w", "ұ": "u", "ү": "ü", "х": "x", "ч": "ç",
    "ш": "ş", "ы": "ı", "ю": "yu", "я": "ya",
}  # fmt: skip
LATIN_1929 = _KAZAKH_LATIN | {
    "ә": "ə", "ғ": "ƣ", "ж": "ç", "й": "j", "ң": "ŋ", "ө": "ɵ", "у": "v", "ұ": "u", "ү": "y", "ч": "c", "ш": "c",
    "ы": "ь", "ю": "ju", "я": "ja", "х": "x",
}  # fmt: skip
BOARD_KAZAKH = _KAZAKH_LATIN | {
    "ә": "ä", "ғ": "gh", "ж": "zh", "и": "ī", "й": "y", "ң": "ng", "ө": "ö", "у": "ū", "ұ": "ū", "ү": "ü", "х": "kh",
    "Е": "ye", "ю": "yu", "я": "ya",
}  # fmt: skip

# system → (letters, whether it writes the Kazakh form, how often).
SYSTEMS = {
    "english": (ENGLISH, False, 26), "passport": (PASSPORT, False, 14), "press": (PRESS, False, 12),
    "german": (GERMAN, False, 9), "french": (FRENCH, False, 7), "polish": (POLISH, False, 1),
    "scholarly": (SCHOLARLY, False, 6), "turkish": (TURKISH, False, 3), "2018": (LATIN_2018, True, 5),
    "2021": (LATIN_2021, True, 6), "agency": (LATIN_AGENCY, True, 5), "1929": (LATIN_1929, True, 0.3),
    "board": (BOARD_KAZAKH, True, 6),
}  # fmt: skip
_NAMES, _OFTEN = list(SYSTEMS), [often for _letters, _kazakh, often in SYSTEMS.values()]
VOWELS = "аеёиоуыэюяәөұүі"


def system(random: Random) -> str:
    """One of the Latin systems."""
    return random.choices(_NAMES, _OFTEN)[0]


def russian(random: Random, word: str) -> str:
    """A Kazakh word in Russian letters, as one clerk or another would write it. Russian words stay."""
    if word in ENDINGS:
        return ENDINGS[word]
    if not KAZAKH.intersection(word) and "ж" not in word and "ы" not in word:
        return word
    written = [random.choice(TO_RUSSIAN[letter]) if letter in TO_RUSSIAN else letter for letter in word]
    if word[0] == "ж" and random.random() < 0.08:
        written[0] = "дж"
    text = "".join(written)
    if text.endswith("гул"):
        text += "ь"
    return text.replace("ауыр", "аур") if random.random() < 0.3 else text


def latin(random: Random, name: str, word: str) -> str:
    """The word in the letters of a system; marks above the letters are lost one time in four."""
    letters = SYSTEMS[name][0]
    written, before, place = [], "", 0
    while place < len(word):
        letter = word[place]
        pair = word[place : place + 2]
        if len(pair) == 2 and pair in letters:
            written.append(letters[pair])
            place += 2
            before = pair[1]
            continue
        soft = letter == "е" and (not before or before in VOWELS or before in "ьъ")
        written.append(letters.get("Е" if soft else letter, letters.get(letter, letter)))
        before, place = letter, place + 1
    text = "".join(written)
    if name == "english" and text.endswith("iy") and random.random() < 0.3:
        text = text[:-2] + "y"
    return plain(text) if random.random() < 0.25 else text


def plain(text: str) -> str:
    """Without marks, as a form that knows no others keeps it."""
    text = text.replace("ı", "i").replace("ł", "l").replace("ə", "a").replace("ʹ", "").replace("ŋ", "n")
    text = text.replace("ɵ", "o").replace("ƣ", "g").replace("ь", "y")
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
