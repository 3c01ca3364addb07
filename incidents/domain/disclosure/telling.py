"""Pure domain: what the columns say of many people at once. The same as Column.value() says of each, and quicker."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

from django.utils.translation import gettext as _

from incidents.domain.disclosure.columns import Column, Value, leaves, names

MOST_KEPT = 20_000


class Remembered(dict[Any, Any]):
    """What was said of a fact once, so that it is not put into words again; begun anew when it grows too large."""

    def __init__(self, say: Callable[[Any], Any]) -> None:
        super().__init__()
        self.say = say

    def __missing__(self, fact: Any) -> Any:
        if len(self) >= MOST_KEPT:
            self.clear()
        told = self[fact] = self.say(fact)
        return told


class Telling:
    """Columns for one circle, in the language that stands when it is made."""

    def __init__(self, columns: Iterable[Column], disclosure: str) -> None:
        self.columns = list(columns)
        self.kept = [Remembered(column.say) if column.say and column.few else None for column in self.columns]
        self.leaves = Remembered(lambda consents: leaves(consents, disclosure))
        self.names = Remembered(lambda consents: names(consents, disclosure))
        self.withheld = _("withheld")

    @property
    def reads(self) -> set[str]:
        """The facts that batches must hold."""
        return {"ref", "consents"} | {column.reads for column in self.columns}

    def leaving(self, facts: Mapping[str, Sequence[Any]]) -> tuple[Mapping[str, Sequence[Any]], list[bool]]:
        """The facts of those who may go out, and whether each may be named."""
        going = [self.leaves[consents] for consents in facts["consents"]]
        if not all(going):
            facts = {name: list(compress(told, going)) for name, told in facts.items()}
        return facts, [self.names[consents] for consents in facts["consents"]]

    def rows(self, facts: Mapping[str, Sequence[Any]], named: Sequence[bool]) -> Iterator[Sequence[Value]]:
        """The cells of a batch that leaving() gave, person by person."""
        pairs = zip(self.columns, self.kept, strict=True)
        return zip(*[self._cells(column, kept, facts[column.reads], named) for column, kept in pairs], strict=True)

    def _cells(self, column: Column, kept: Remembered | None, facts: Sequence[Any], named: Sequence[bool]) -> Any:
        told: Any = facts
        if kept is not None:
            told = [kept[fact] for fact in facts]
        elif column.say is not None:
            told = [column.say(fact) for fact in facts]
        if not column.by_name or all(named):
            return told
        withheld = self.withheld
        return [cell if is_named or not cell else withheld for cell, is_named in zip(told, named, strict=True)]
