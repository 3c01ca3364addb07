"""The page that shows every chart in every state, with invented numbers."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from incidents.exports.charts.shapes import (
    Bars,
    Chart,
    Head,
    Line,
    Multiples,
    Point,
    Pyramid,
    Series,
    Span,
    Steps,
)  # fmt: skip

FIRST, LAST = date(2022, 1, 5), date(2023, 1, 5)
PLACES = ("Алматы", "Талдықорған", "Қызылорда", "Ұлытау облысы")
BANDS = ("0–5", "6–11", "12–17", "18–29", "30–44", "45–59", "60+")


@signed_in
@require_safe
def styleguide_charts(request: HttpRequest) -> HttpResponse:
    """Nothing here is stored. In two parts, so that neither is heavy."""
    shown = charts()["bars" if request.GET.get("show") == "bars" else "days"]
    return render(request, "styleguide/charts.html", {"charts": shown})


def charts() -> dict[str, list[Chart]]:
    """The two parts, in the order in which the page shows them."""
    return {"days": _over_days(), "bars": [*_bars(), _pyramid(), *_side_by_side()]}


def _point(day: str, low: int | None, high: int | None = None, **more) -> Point:
    return Point(date.fromisoformat(day), Span(low, low if high is None else high), **more)


def _line(code: str, label: str, *points: Point, area: bool = False) -> Line:
    return Line(code, label, points, area)


def _over_days() -> list[Chart]:
    told = _("The numbers are invented.")
    lines = (
        _line("d", _("Documented here"), _point("2022-01-09", 5), _point("2022-01-15", 10, 14),
              _point("2022-03-14", 35, 42), _point("2022-07-29", 82, 91), area=True),
        _line("c", _("An official channel"), _point("2022-01-09", 164, hollow=True, words=_("retracted next day"))),
        _line("p", _("An office"), _point("2022-01-15", 225), _point("2022-03-14", 230), _point("2022-07-29", 241),
              _point("2022-09-01", 238)),
        _line("n", _("A newsroom"), Point(date(2022, 2, 1), Span(None, None), words=_("dozens")),
              Point(date(2022, 5, 2), Span(150, None)), Point(date(2022, 7, 29), Span(170, 200, best=188))),
    )  # fmt: skip
    many = tuple(Point(FIRST + timedelta(days=n), Span(n // 3, n // 3 + n // 20)) for n in range(0, 360, 4))
    huge = (_point("2022-01-09", 9_999_999_999), _point("2022-06-01", 4_000_000_000, 7_000_000_000))
    return [
        Steps(_("Lines over days"), told, lines, FIRST, LAST),
        Steps(_("Many days"), told, (_line("d", _("Documented here"), *many, area=True),), FIRST, LAST),
        Steps(_("Very large numbers"), told, (_line("p", _("An office"), *huge),), FIRST, LAST),
        Steps(_("One point"), told, (_line("p", _("An office"), _point("2022-01-05", 1)),), FIRST, FIRST),
        Steps(_("Nothing yet"), told, (), FIRST, LAST),
    ]


def _heads() -> tuple[Head, ...]:
    return tuple(Head(str(n), name) for n, name in enumerate((*PLACES, _("Not known"))))


def _series(*factors: int) -> tuple[Series, ...]:
    labels = (_("Killed"), _("Wounded"), _("Missing"))
    return tuple(
        Series(str(factor), label, tuple(Span(n * factor % 23, n * factor % 23 + n * factor % 5) for n in range(5)))
        for factor, label in zip(factors, labels, strict=False)
    )


def _bars() -> list[Chart]:
    told = _("Solid is certain, hatched is possible.")
    days = tuple(Head(str(n), f"{n + 1}") for n in range(31))
    by_day = Series("k", _("Killed"), tuple(Span(n * 7 % 23, n * 7 % 23 + n % 3) for n in range(31)))
    return [
        Bars(_("Bars"), told, _heads(), _series(17)),
        Bars(_("Bars side by side"), told, _heads(), _series(17, 9)),
        Bars(_("Stacked bars"), told, _heads(), _series(17, 9, 4), stacked=True),
        Bars(_("Columns in order of time"), told, days, (by_day,), over_time=True),
        Bars(_("No rows"), told, (), ()),
    ]


def _pyramid() -> Chart:
    bands = (*(Head(name, name) for name in BANDS), Head("unknown", _("Not known")))
    men, women, unknown = (1, 2, 5, 60, 50, 20, 5, 3), (1, 0, 3, 4, 6, 7, 2, 5), (0, 0, 1, 4, 2, 0, 0, 12)
    sides = [
        Series(code, label, tuple(Span(low, low + low // 5) for low in lows))
        for code, label, lows in (
            ("m", _("Men"), men), ("f", _("Women"), women), ("u", _("Sex not known"), unknown),
        )
    ]  # fmt: skip
    return Pyramid(_("Age and sex"), _("Solid is certain, hatched is possible."), bands, *sides)


def _side_by_side() -> list[Chart]:
    weeks = tuple(Head(str(n), str(n)) for n in range(1, 9))
    small = tuple(
        Bars(name, "", weeks, (Series("k", _("Killed"), tuple(Span(n * f % 13, n * f % 13 + 1) for n in range(8))),),
             over_time=True)
        for f, name in enumerate(PLACES, 3)
    )  # fmt: skip
    return [Multiples(_("Small drawings side by side"), _("All on one scale."), small)]
