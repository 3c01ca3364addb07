"""What is reckoned of a table, as an estimate keeps it: plain numbers in JSON, every one with what it is called.

The averages leave out the graph that ties all lists: it says of those on no list only what was believed beforehand.
They are given for two priors on the patterns, 1 for each and 1 for all together, so that the page shows how much the
choice does; every number of people is believed in proportion to 1/N beforehand.
"""

from collections.abc import Callable
from typing import Any

from incidents.domain.estimating import admissible, chao, decomposable, orientation
from incidents.domain.estimating.admissible import Row, Told
from incidents.domain.estimating.cells import Cells
from incidents.domain.estimating.decomposable import Averaged
from incidents.domain.estimating.refusing import Reason

MOST_GRAPHS = 10
TRIFLE = 0.001
Answer = dict[str, Any]


def answer(cells: Cells, goes_on: Callable[[], bool] = lambda: True) -> Answer:
    """Everything about the table: models, averages, bound, pairs. `goes_on` may cut the models short."""
    told = admissible.tell(cells, goes_on)
    return {
        "seen": cells.seen,
        "models": _told(told),
        "averages": [_average(cells, delta) for delta in (1.0, 1 / 2**cells.lists)],
        "bound": _bound(cells),
        "pairs": [_pair(cells, one, other) for one, other in orientation.every_two(cells)],
    }


def refused(found: Answer) -> list[Reason]:
    """Why nothing is told although it was reckoned; empty when something is."""
    models = found["models"]
    if models["admissible"] > 1:
        return []
    left = "no_model" if models["low"] is None else "one_model"
    return [{"code": "out_of_time" if models["cut"] else left}]


def _told(told: Told) -> Answer:
    ends = ("low", "high", "lowest", "highest", "near_low", "near_high", "boundary_low", "boundary_high")
    return {
        "family": str(told.family), "models": told.models, "tried": told.tried, "admissible": told.admissible,
        "came": told.came, "cut": told.cut, "with_ends": told.with_ends,
        **{name: _round(getattr(told, name)) for name in ends},
        "best": told.best.fit.name if told.best else "", "by_aic": told.by_aic.fit.name if told.by_aic else "",
        "rows": [_row(row) for row in told.rows],
    }  # fmt: skip


def _row(row: Row) -> Answer:
    fit, interval = row.fit, row.interval
    return {
        "name": fit.name, "came": str(fit.came), "total": _round(fit.total),
        "low": _round(interval.low) if interval else None, "high": _round(interval.high) if interval else None,
        "deviance": round(fit.deviance, 2), "degrees": fit.degrees, "parameters": fit.parameters,
        "aic": round(fit.aic, 2), "bic": round(fit.bic, 2),
        "chance": None if fit.chance is None else round(fit.chance, 4),
    }  # fmt: skip


def _average(cells: Cells, delta: float) -> Answer:
    found = decomposable.average(cells, delta=delta, complete=False)
    rows = [_weighed(found, place) for place in range(min(MOST_GRAPHS, len(found.models)))]
    return {"delta": delta, "graphs": found.graphs, "most": cells.seen + found.most, "open": found.at_end > TRIFLE,
            **_says(found), "rows": rows}  # fmt: skip


def _says(found: Averaged) -> Answer:
    says = found.says
    return {name: _round(getattr(says, name)) for name in ("estimate", "mean", "median", "mode", "low", "high")}


def _weighed(found: Averaged, place: int) -> Answer:
    one = found.models[place]
    return {"name": one.name, "probability": round(one.probability, 4), "estimate": _round(one.says.estimate),
            "low": _round(one.says.low), "high": _round(one.says.high)}  # fmt: skip


def _bound(cells: Cells) -> Answer:
    found = chao.bound(cells) or chao.corrected(cells)
    return {"once": found.once, "twice": found.twice, "total": _round(found.total), "low": _round(found.low),
            "high": _round(found.high)}  # fmt: skip


def _pair(cells: Cells, one: int, other: int) -> Answer:
    found = orientation.every_two(cells)[one, other]
    return {
        "one": one, "other": other, "first": found.first, "second": found.second, "both": found.both,
        "lincoln_petersen": _round(found.lincoln_petersen), "chapman": _round(found.chapman),
        "low": _round(found.low), "high": _round(found.high),
    }  # fmt: skip


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
