"""Names that nobody bears: common given names beside surnames made of syllables, in three scripts."""

from random import Random

from incidents.domain.letters import romanised

MEN = (
    *("Айдар", "Бауыржан", "Дәурен", "Ерлан", "Жандос", "Қайрат", "Мұрат", "Нұрлан"),
    *("Серік", "Тимур", "Ұлан", "Шыңғыс", "Виктор", "Сергей", "Рустам", "Асқар"),
)
WOMEN = (
    *("Айгүл", "Бибігүл", "Гүлназ", "Динара", "Жанна", "Зарина", "Қарлығаш", "Мәдина"),
    *("Нұргүл", "Сәуле", "Томирис", "Ұлжан", "Әсел", "Ольга", "Лейла", "Камила"),
)
FIRST = ("Қар", "Тас", "Бел", "Сар", "Мұн", "Көл", "Дар", "Жел", "Ор", "Ақм", "Тұр", "Бөр", "Шат", "Кен", "Ұлм", "Ғай")
MIDDLE = ("лы", "ты", "мо", "ге", "на", "ры", "ші", "ба")
LAST = ("бор", "зат", "мал", "гер", "дес", "тіс", "қон", "рын")
RUSSIAN = str.maketrans("ғқңәіөұүһ", "гкнаиоуух", "")


def surname(random: Random, woman: bool) -> str:
    """One of about a thousand that are in no register."""
    return random.choice(FIRST) + random.choice(MIDDLE) + random.choice(LAST) + ("ова" if woman else "ов")


def full_name(random: Random, family: str, woman: bool) -> str:
    """A given name and the family's surname."""
    return f"{random.choice(WOMEN if woman else MEN)} {family}"


def spelt(random: Random, name: str) -> str:
    """The name as another report writes it: as it is, with Russian letters, in Latin ones, or with an initial."""
    how = random.random()
    if how < 0.4:
        return name
    if how < 0.65:
        return "".join(_russian(letter) for letter in name)
    if how < 0.9:
        return romanised(name)
    given, family = name.split()
    return f"{given[0]}. {family}"


def _russian(letter: str) -> str:
    folded = letter.lower().translate(RUSSIAN)
    return folded.upper() if letter.isupper() else folded
