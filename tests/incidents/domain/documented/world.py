"""A small world for counts: people whose day, place, age, part or sameness is not told exactly."""

import datetime as dt

from django.http import QueryDict

from incidents.domain.counting import Span
from incidents.domain.documented import links
from incidents.domain.documented.questions import Question
from incidents.domain.documented.reckoning import count
from incidents.domain.merging import joining
from incidents.domain.places import fold_place
from incidents.domain.queries.persons import CaseList
from incidents.models import MatchDecision, Place, PlaceParent
from incidents.vocabulary import Confirmation, Manner, ReportStatus, Resolution, Verdict
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory, SourceFactory
from tests.incidents.people_samples import found, held, told

MOVED = dt.date(2022, 6, 8)


def place(key, kind, *parents):
    """A place, in others from and until days."""
    made = Place.objects.create(
        key=key, kind=kind, name_en=key.title(), name_ru=key, name_kk=key, folded=[fold_place(key)]
    )
    for parent, first, last in parents:
        PlaceParent.objects.create(place=made, parent=parent, valid_from=first, valid_to=last)
    return made


def places():
    """A country, two regions of which one was split off in June, a town that went with it, its hospital, a city."""
    land = place("land", "country")
    old, new = (place(name, "region", (land, None, None)) for name in ("oldshire", "newshire"))
    town = place("town", "city", (old, None, MOVED - dt.timedelta(1)), (new, MOVED, None))
    hospital = place("hospital", "facility", (town, None, None))
    city = place("city", "city", (land, None, None))
    return {"land": land, "old": old, "new": new, "town": town, "hospital": hospital, "city": city}


def world(reviewer, other):
    """Fifteen entries; some of them groups, some not told exactly."""
    where = places()
    source = SourceFactory(name="Newsroom of the North")
    report = ReportFactory(source=source, status=ReportStatus.ACCEPTED, taken_by=reviewer)
    man = {"sex": "male", "age_low": 31, "age_high": 31, "participation": "protester"}
    exact = held(reviewer, name="Айдар Тасгеров", place=where["town"], manner=Manner.GUNSHOT, report=report, **man)
    found(exact, reviewer, other, level=Confirmation.FAIR, manner=Manner.GUNSHOT)
    about = held(reviewer, name="Бақыт Белтыбор", place=where["old"], when="2022-01-07/2022-01-09", sex="female",
                 age_low=10, age_high=13, participation="bystander")  # fmt: skip
    told(about, ReportFactory(status=ReportStatus.ACCEPTED, taken_by=reviewer), name="Бақыт Белтыбор", participation="protester",
         when="2022-01-06", act={"manner": Manner.BEATING, "place": where["old"]})  # fmt: skip
    month = held(reviewer, name="Серік Көлгемал", place=where["city"], when="2022-01", manner=Manner.BEATING)
    found(month, reviewer, other, level=Confirmation.WEAK, manner=Manner.STAB, contested=["manner"])
    held(reviewer, name="Ерлан Дархан", place=where["town"], when="2022-07-01", age_low=60)
    held(reviewer, name="Жанна Дархан", place=where["hospital"], when="", sex="female", age_high=4)
    held(reviewer, name="Ұлан Тұр", place_text="behind the old mill", when="2021-12/2022-02")
    held(reviewer, name="Қайрат Орбор", place=where["land"], when="2022-06/2022-07", kind="missing")
    held(
        reviewer,
        describing="some men",
        unit="group",
        n_low=3,
        n_high=7,
        place=where["city"],
        sex="male",
        age_low=18,
        age_high=40,
    )
    held(reviewer, describing="a family", unit="family", n_low=2, n_high=4, place=where["old"], when="2022-01-08/..")
    pairs = [
        held(reviewer, name=f"Тимур Сарзат{end}", place=where["city"], age_low=20, age_high=20)
        for end in ("", "ов", "ин")
    ]
    undecided_pair(pairs[0], pairs[1], reviewer)
    undecided_pair(pairs[1], pairs[2], reviewer)
    held(reviewer, name="Асқар Мұнтіс", place=where["city"], kind="wounded", when="2022-01-05~")
    boy = held(reviewer, name="Дәурен Желтіс", place=where["town"], age_low=12, age_high=12)
    told(boy, ReportFactory(status=ReportStatus.ACCEPTED, taken_by=reviewer), name="Дәурен Желтіс", when="2022-01-10",
         act={"place": where["city"]})  # fmt: skip
    found(boy, reviewer, other, contested=["place", "when"])
    twice = [held(reviewer, name=f"Нұрлан Қарлытіс{end}", place=where["city"], sex="male") for end in ("", "ов")]
    joining.merge(*twice, because="The same birth date.", by=reviewer, at=dt.datetime(2022, 1, 18, tzinfo=dt.UTC))
    undecided_mention(reviewer, where["city"])
    return where


def undecided_pair(one, other, by, at=NOW):
    """Two persons that a reviewer could not tell apart."""
    older, newer = sorted((one, other), key=lambda person: person.pk)
    return MatchDecision.objects.create(
        person=older, other=newer, verdict=Verdict.UNDECIDED, because="The photographs are bad.", by=by, at=at
    )


def undecided_mention(reviewer, where, **facts):
    """Two boys in a report, and nobody can tell whether they are held already."""
    report = ReportFactory(status=ReportStatus.ACCEPTED, taken_by=reviewer)
    given = {
        "describing": "two boys",
        "unit": "group",
        "n_low": 2,
        "n_high": 2,
        "sex": "male",
        "age_low": 14,
        "age_high": 15,
    }
    mention = MentionFactory(
        report=report, resolution=Resolution.UNDECIDED, resolution_reason="Too little is told.", resolved_by=reviewer,
        resolved_at=NOW, **(given | facts),
    )  # fmt: skip
    ActFactory(mention=mention, place=where, place_text="")
    return mention


def listed(user, address) -> Span:
    """What the count line of the list behind a number says."""
    counts = CaseList(user, QueryDict(address.lstrip("?"))).counts
    return Span(counts.low, counts.high)


def differing(user, question: Question) -> list:
    """The cells of a table whose lists say another number."""
    answer = count(user, question)
    rows, columns = [head.code for head in answer.rows], [head.code for head in answer.columns] or [""]
    wrong = []
    cells = [(row, column, answer.cell(row, column)) for row in rows for column in columns]
    cells = [
        cell for cell in cells if cell[2].high or not question.columns
    ]  # empty ones are looked at in single tables
    cells += [(row, "", answer.row_totals.get(row, Span())) for row in rows] if columns != [""] else []
    cells += [("", column, answer.column_totals.get(column, Span())) for column in columns if column]
    for row, column, span in [*cells, ("", "", answer.total)]:
        low = listed(user, links.people(question, row, column, certain=True)).low
        high = listed(user, links.people(question, row, column, certain=False)).high
        if (low, high) != (span.low, span.high):
            wrong.append((row, column, str(span), (low, high)))
    return wrong
