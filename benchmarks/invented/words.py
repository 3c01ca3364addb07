"""The own list of words: given names and surnames with how often they are met, and pet names."""

import json
from bisect import bisect
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

WORDS = Path(__file__).resolve().parent / "words.json"
PET_NAMES = {
    "александр": "саша", "александра": "саша", "алексей": "лёша", "анастасия": "настя", "анатолий": "толя",
    "андрей": "андрюша", "анна": "аня", "борис": "боря", "василий": "вася", "виктор": "витя", "владимир": "володя",
    "галина": "галя", "дмитрий": "дима", "евгений": "женя", "евгения": "женя", "екатерина": "катя", "елена": "лена",
    "иван": "ваня", "людмила": "люда", "мария": "маша", "михаил": "миша", "надежда": "надя", "наталья": "наташа",
    "николай": "коля", "ольга": "оля", "павел": "паша", "сергей": "серёжа", "светлана": "света", "татьяна": "таня",
    "юрий": "юра", "нұрлан": "нұрик", "нұржан": "нұрик", "бауыржан": "бауке", "асқар": "асик", "айгүл": "айка",
    "мұрат": "мурик", "ерлан": "ерик", "руслан": "рустик", "данияр": "даник", "жәнібек": "жәке",
}  # fmt: skip


class Bag:
    """Words drawn by how often they are met."""

    def __init__(self, counted: dict[str, str]) -> None:
        pairs = [(word, int(often)) for often, words in counted.items() for word in words.split()]
        self.words = [word for word, _often in pairs]
        self.ends = list(accumulate(often for _word, often in pairs))

    def draw(self, random: Random) -> str:
        """One of them."""
        return self.words[bisect(self.ends, random.random() * self.ends[-1])]


@cache
def bags() -> dict[str, Bag]:
    """The lists by name: kk_men, kk_women, kk_families, and the same in ru."""
    lists = json.loads(WORDS.read_text())
    return {name: Bag(counted) for name, counted in lists.items() if name != "places"}


def family_of(given: str) -> str:
    """A surname made of a Kazakh given name."""
    if given[-1] == "я":
        return given + "ев"
    if given[-1] in "аеә":
        return given[:-1] + "ин" if given[-1] == "а" and len(given) > 5 else given[:-1] + "аев"
    if given[-1] in "йиуіь":
        return (given[:-1] if given[-1] in "йь" else given) + "ев"
    return given + ("ев" if given[-1] in "жшщчц" else "ов")


def womans(family: str) -> str:
    """The form that a woman bears."""
    if family.endswith(("ов", "ев", "ёв", "ин", "ын")) and len(family) > 3:
        return family + "а"
    return family[:-2] + "ая" if family.endswith(("ский", "цкий")) else family


def patronymic(father: str, woman: bool) -> str:
    """-ович or -овна, of a name in Russian letters."""
    special = {"илья": "ильи", "никита": "никити", "лука": "луки", "кузьма": "кузьми", "павел": "павло", "лев": "льво",
               "пётр": "петро", "дмитрий": "дмитрие", "георгий": "георгие", "иван": "ивано",
               "михаил": "михайло"}  # fmt: skip
    if father in special:
        stem = special[father]
        return stem + (("чна" if stem.endswith("и") else "вна") if woman else ("ч" if stem.endswith("и") else "вич"))
    if father.endswith("ий"):
        stem = father[:-2] + "ье"
    elif father[-1] in "йь":
        stem = father[:-1] + "е"
    elif father[-1] in "аеёиоуыэюяжшщчц":
        stem = father + "е"
    else:
        stem = father + "о"
    return stem + ("вна" if woman else "вич")
