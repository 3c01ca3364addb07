"""The lines of a step drawing: how long each value holds, and the paths and signs that show it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from incidents.exports.charts import look, numbers, paper
from incidents.exports.charts.axes import Box
from incidents.exports.charts.labels import Square
from incidents.exports.charts.shapes import Line, Point

MOST_MARKS, SIGN, ARROW, FINEST = 40, 4, 16, 2.5


@dataclass(frozen=True)
class Run:
    """A point with the day up to which it is drawn."""

    point: Point
    until: date


def runs(line: Line, first: date, last: date) -> list[Run]:
    """The points of a line that hold within the days of the drawing. What was taken back ends nothing before it."""
    points = sorted((point for point in line.points if point.day <= last), key=lambda point: point.day)
    standing = [point for point in points if not point.hollow]
    ends = dict(zip(map(id, standing), [*(point.day for point in standing[1:]), last], strict=False))
    held = [_run(point, ends.get(id(point), point.day), last) for point in points]
    return [run for run in held if run.until >= first]


def _run(point: Point, end: date, last: date) -> Run:
    until = point.until or end
    return Run(point, max(point.day, min(until, last if point.hollow else end)))


def height(point: Point, box: Box) -> float:
    """Where the sign of a value stands; without a number just above the axis."""
    main = point.value.main
    return box.y + box.height - 3 * SIGN if main is None else box.up(main)


def paths(line: Line, place: int, held: list[Run], box: Box, key: str) -> Iterator[SafeString]:
    """The area, the hatched room between least and most, the line itself, and thinly what was taken back."""
    numbered = [run for run in held if run.point.value.main is not None]
    standing = visible([run for run in numbered if not run.point.hollow], box)
    own = f"c{look.place(place)}"
    if line.area and standing:
        yield paper.element("path", d=_between(standing, box, lambda run: (0, _main(run))), class_=f"c-area {own}")
    ranges = [run for run in standing if is_range(run.point)]
    if ranges:
        yield look.possible(key, place)
        yield paper.element("path", d=_between(ranges, box, _ends), fill=f"url(#{key}-p{place})")
    if standing:
        yield paper.element("path", d=_stairs(standing, box), class_=f"c-line {own}", stroke_dasharray=look.dash(place))
    back = [run for run in numbered if run.point.hollow and run.until > run.point.day]
    if back:
        yield paper.element("path", d=_stairs(back, box), class_=f"c-thin {own}", stroke_dasharray="1 4")


def is_range(point: Point) -> bool:
    """True where both ends are said and differ."""
    return not point.value.exact and point.value.low is not None and point.value.high is not None


def visible(held: list[Run], box: Box) -> list[Run]:
    """The runs without those that would end where they begin: of many days in one point the last is drawn."""
    if len(held) <= MOST_MARKS:
        return held
    kept: list[Run] = []
    for run in held:
        if kept and box.at(run.point.day) // FINEST == box.at(kept[-1].point.day) // FINEST:
            kept.pop()
        kept.append(run)
    return [Run(run.point, after.point.day if run.until >= after.point.day or _near(run, after) else run.until)
            for run, after in zip(kept, kept[1:], strict=False)] + kept[-1:]  # fmt: skip


def _near(run: Run, after: Run) -> bool:
    return (after.point.day - run.until).days <= 1


def _main(run: Run) -> int:
    return run.point.value.main or 0


def _ends(run: Run) -> tuple[int, int]:
    return run.point.value.low or 0, run.point.value.high or 0


def _groups(held: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs that follow each other without a gap."""
    group: list[Run] = []
    for run in held:
        if group and group[-1].until != run.point.day:
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _between(held: Iterable[Run], box: Box, ends: Callable[[Run], tuple[int, int]]) -> str:
    """Closed areas: along the upper numbers, and back along the lower ones."""
    path = []
    for group in _groups(held):
        begin, floor = paper.number(box.at(group[0].point.day)), {ends(run)[0] for run in group}
        path.append(f"M{begin} {paper.number(box.up(ends(group[0])[1]))}")
        path += [_step(box.up(ends(run)[1]), box.at(run.until)) for run in group]
        if len(floor) == 1:
            path.append(f"V{paper.number(box.up(floor.pop()))}H{begin}")
        else:
            path += [_step(box.up(ends(run)[0]), box.at(run.point.day)) for run in group[::-1]]
        path.append("Z")
    return "".join(path)


def _step(y: float, x: float) -> str:
    return f"V{paper.number(y)}H{paper.number(x)}"


def _stairs(held: Iterable[Run], box: Box) -> str:
    """One path; it goes on where one value follows the other, and begins anew after a gap."""
    path = []
    for group in _groups(held):
        path.append(f"M{paper.number(box.at(group[0].point.day))} {paper.number(box.up(_main(group[0])))}")
        path += [_step(box.up(_main(run)), box.at(run.until)) for run in group]
    return "".join(path)


def squares(held: Iterable[Run], box: Box) -> Iterator[Square]:
    """What the line covers: each step, and the rise to the next."""
    for group in _groups(run for run in held if not run.point.hollow and run.point.value.main is not None):
        below = height(group[0].point, box)
        for run in group:
            x, y = box.at(run.point.day), height(run.point, box)
            yield x, y - SIGN, box.at(run.until), y + SIGN
            yield x - SIGN, min(below, y), x + SIGN, max(below, y)
            below = y


def signs(line: Line, place: int, held: list[Run], box: Box, told: bool) -> Iterator[SafeString]:
    """Signs where a value begins, an arrow where one side is open. Of many points only those that were taken back."""
    for run in held:
        point = run.point
        if len(held) > MOST_MARKS and not point.hollow:
            continue
        x, y = box.at(point.day), height(point, box)
        sign = look.mark(place, x, y, SIGN, hollow=point.hollow or point.value.main is None)
        inside = (paper.title(f"{line.label}: {said(point)}"), sign) if told else (sign,)
        yield paper.element("g", *inside, *_open_end(point, place, x, y))


def said(point: Point) -> str:
    """The value with the words beside it."""
    if point.value.main is None:
        return point.words or numbers.words(point.value)
    return ", ".join(filter(None, (numbers.words(point.value), point.words)))


def _open_end(point: Point, place: int, x: float, y: float) -> Iterator[SafeString]:
    value = point.value
    if value.main is not None and (value.low is None) != (value.high is None):
        way = -1 if value.high is None else 1
        path = f"M{paper.number(x)} {paper.number(y)}v{way * ARROW}m-4 {-way * 5}l4 {way * 5}l4 {-way * 5}"
        yield paper.element("path", d=path, class_=f"c-thin c{look.place(place)}")
