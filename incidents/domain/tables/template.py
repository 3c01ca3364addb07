"""The empty list to download, in three languages: headings that are proposed right when it comes back, and two rows
that show how it is filled. The words are of the file, not of a page: its reader may have another language."""

# Which field each heading is read as is proposed by its words; tests hold both together.
_HEADINGS = {
    "en": (
        "Case number", "Full name", "Name in another script", "Sex", "Date or year of birth", "Age", "What was done",
        "Date", "Place", "Region", "How it was done", "Occupation", "Place of custody", "Note",
    ),
    "ru": (
        "Номер дела", "ФИО", "Имя другим письмом", "Пол", "Дата или год рождения", "Возраст", "Что случилось",
        "Дата", "Место", "Область", "Способ", "Занятие", "Место содержания", "Примечание",
    ),
    "kk": (
        "Іс нөмірі", "Аты-жөні", "Аты басқа жазумен", "Жынысы", "Туған күні не жылы", "Жасы", "Не болды",
        "Күні", "Орны", "Облыс", "Қалай болды", "Кәсібі", "Қамауда отырған жері", "Ескертпе",
    ),
}  # fmt: skip
_ROWS = {
    "en": (
        ("A-1", "Anna Example", "Анна Пример", "f", "1987", "", "killed", "08.01.2022", "Almaty", "", "gunshot",
         "nurse", "", "This row only shows how it is done: delete it."),
        ("A-2", "Arman Example", "", "m", "", "about 30", "detained", "January 2022", "Taraz", "Zhambyl Region", "",
         "", "police station", "This row, too."),
    ),
    "ru": (
        ("А-1", "Примерова Анна", "Anna Primerova", "ж", "1987", "", "убита", "08.01.2022", "Алматы", "",
         "огнестрельное ранение", "медсестра", "", "Эта строка только показывает, как заполнять: удалите её."),
        ("А-2", "Примеров Арман", "", "м", "", "около 30", "задержан", "январь 2022", "Тараз", "Жамбылская область",
         "", "", "отдел полиции", "Эта строка тоже."),
    ),
    "kk": (
        ("А-1", "Үлгіқызы Анна", "Anna Ulgikyzy", "ә", "1987", "", "қаза тапты", "08.01.2022", "Алматы", "",
         "оқ тиген", "медбике", "", "Бұл жол қалай толтыруды ғана көрсетеді: өшіріп тастаңыз."),
        ("А-2", "Үлгіұлы Арман", "", "е", "", "шамамен 30", "ұсталды", "2022 ж. қаңтар", "Тараз", "Жамбыл облысы",
         "", "", "полиция бөлімі", "Бұл жол да."),
    ),
}  # fmt: skip
LANGUAGES = tuple(_HEADINGS)


def headings(language: str) -> tuple[str, ...]:
    """The headings in a language; in English where the language is none of the three."""
    return _HEADINGS.get(language, _HEADINGS["en"])


def rows(language: str) -> tuple[tuple[str, ...], ...]:
    """Two invented rows, as wide as the headings."""
    return _ROWS.get(language, _ROWS["en"])
