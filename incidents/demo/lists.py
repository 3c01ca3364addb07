"""A list that somebody else keeps, in two editions: names in three scripts, initials, spellings that changed between.

Told through the verbs of the pages, as files: some of its people are those of the stories.
"""

import datetime as dt
import io
import uuid

from django.utils import timezone

from accounts.models import User
from incidents.demo.shapes import key_of
from incidents.domain import dates, person_lists
from incidents.domain.imports import committing, verbs
from incidents.models import ListImport, PersonList
from incidents.vocabulary import ActKind, Consent

TITLE, KEEPER = "Names of January", "Archive of the Winter"
HEADINGS = "№;Іс нөмірі;ФИО;Год рождения;Что случилось;Дата;Место;Примечание"
FIELDS = ("number", "id", "name", "birth", "status", "when", "place", "note")
FIRST = """
A-01;Жандосов Айдар;1990;погиб;06.01.2022;Алматы;
A-02;А. Сағынов;1984;погиб;6 января 2022 г.;Алматы;только инициалы
A-03;Мұқанов Асқар;1977;қаза тапты;2022 ж. 6 қаңтар;Алматы;такси
A-04;Akhmetova Gulnaz;1976;ранена;5 January 2022;Kyzylorda;
A-05;Бекенов М.;1997;ранен;10.01.2022;Тараз;из больницы
A-06;Үсенов Ғалым;1982;погиб;06.01.2022;Қызылорда;
A-07;Нурпеис Адиль;около 29 лет;погиб;12.01.2022;Семей;
A-08;Toktar Yerzhan;28;killed;5 January 2022;Almaty;
A-09;Ибраев Самат;2000;ранен;05.01.2022;Кызылорда;
A-10;Сейіт Ләйлә;2001;жараланған;06.01.2022;Ақтөбе;студент
A-11;Шин Виктор;1964;ранен;06.01.2022;Алматы;
A-12;Қалиев Нұржан;2002;хабарсыз кетті;05.01.2022;Ақтөбе;
A-13;Жаңабай Ерасыл;1995;погиб;январь 2022;Алматы;
A-14;Orazbek Dinara;1988;killed;Jan 2022;Taldykorgan;
A-15;Тілеубай С. Қ.;;погиб;07.01.2022;Талдыкорган;имя неизвестно
A-16;Корнеев Илья;1979;погиб;07.01.2022;Алматы;
A-17;Рахимбай Жанар;1991;ранена;06.01.2022;Алматы;
A-18;Сатпай Олжас;1986;погиб;05.01.2022;Алматы;
A-19;Bekmukhanov T.;around 40;killed;8 January 2022;Kyzylorda;
A-20;Дәрібай Гүлсім;1969;қаза тапты;2022 ж. 8 қаңтар;Талдықорған;
A-21;неизвестный мужчина;около 35;погиб;07.01.2022;Алматы;без документов
A-22;Литвинов Андрей;1993;ранен;06.01.2022;Караганда;
A-23;Аманжол Бекзат;2004;погиб;06.01.2022;Алматы;
A-24;Есім Бауыржан;1987;задержан;08.01.2022;Алматы;
A-25;Құрман Айгүл;1974;погибла;08.01.2022;Тараз;
"""
# Two are gone, five are new, three are written otherwise, and of two something else changed.
GONE = ("A-09", "A-16")
CHANGED = {
    "A-02": "A-02;Сагынов А.;1984;погиб;6 января 2022 г.;Алматы;только инициалы",
    "A-06": "A-06;Усенов Галым;1982;погиб;06.01.2022;Қызылорда;",
    "A-14": "A-14;Оразбек Динара;1988;killed;Jan 2022;Taldykorgan;",
    "A-17": "A-17;Рахимбай Жанар;1991;погибла;09.01.2022;Алматы;умерла в больнице",
    "A-22": "A-22;Литвинов Андрей;1994;ранен;06.01.2022;Караганда;",
}
ADDED = """
A-26;Жүсіп Нұрай;2009;погибла;07.01.2022;Алматы;
A-27;Smirnov Pavel;1981;killed;6 January 2022;Almaty;
A-28;Байтасов Р.;около 50;погиб;05.01.2022;Алматы;
A-29;Әбен Мағжан;1998;ранен;06.01.2022;Тараз;
A-30;неизвестная женщина;около 60;погибла;08.01.2022;Талдыкорган;
"""


def seed() -> bool:
    """Bring in what is not there yet. False when both editions are."""
    by, at = User.objects.get(username="reviewer2"), timezone.now()
    series = PersonList.objects.filter(title=TITLE).first() or a_list(by, at)
    first, second = editions()
    told = [("February 2022", "2022-02", first), ("July 2022", "2022-07", second)]
    brought = set(series.editions.values_list("label", flat=True))
    left = [one for one in told if one[0] not in brought]
    for label, as_of, rows in left:
        bring(series, label, as_of, rows, by=by, at=at)
    return bool(left)


def a_list(by: User, at: dt.datetime) -> PersonList:
    """The list, with what it could have recorded."""
    coverage = person_lists.Coverage(
        kinds=(ActKind.KILLED, ActKind.DIED, ActKind.WOUNDED, ActKind.MISSING), places=("Kazakhstan",), edtf="2022-01"
    )
    return person_lists.make(
        title=TITLE, keeper=KEEPER, keeper_kind="organisation", coverage=coverage, by=by, at=at,
        method="They read the notices of death and ask the families.",
    )  # fmt: skip


def editions() -> tuple[list[str], list[str]]:
    """The rows of both, without their running numbers."""
    first = FIRST.strip().splitlines()
    kept = [CHANGED.get(row[:4], row) for row in first if row[:4] not in GONE]
    return first, [*kept, *ADDED.strip().splitlines()]


def bring(series: PersonList, label: str, as_of: str, rows: list[str], *, by: User, at: dt.datetime) -> ListImport:
    """One file, on the whole way: received, read, checked, imported."""
    lines = [HEADINGS, *(f"{number};{row}" for number, row in enumerate(rows, start=1))]
    row = verbs.receive(
        person_list=series, label=label, as_of=dates.parse(as_of), file=io.BytesIO("\n".join(lines).encode()),
        name=f"{label}.csv", key=uuid.UUID(key_of("list", label)), by=by, at=at,
    )  # fmt: skip
    options = {"consent": Consent.PARTNERS.value, "errors": "leave_rows", "match": False}
    row = verbs.read_as(row, columns=dict(enumerate(FIELDS)), options=options, version=row.version, by=by, at=at)
    row = verbs.ask_check(row, by=by, at=at)
    row = verbs.ask_import(row, version=row.version, by=by, at=at)
    verbs.remember(row, by=by, at=at)
    return committing.run(row.ref, clock=timezone.now) or row
