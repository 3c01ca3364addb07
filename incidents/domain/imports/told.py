"""What the rows of one import tell, into the tables of mentions, acts and marks, some thousand at a time."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from incidents.domain import lexicon, names
from incidents.domain.imports import writing
from incidents.domain.imports.reading import RowRead
from incidents.models import Act, ListImport, ListMark, Mention, PersonList, Report

OF_MENTION = (
    "id", "key", "position", "name", "name_folded", "name_keys", "describing", "naming", "unit", "n_low", "n_high",
    "sex", "age_low", "age_high", "birth_edtf", "birth_lower", "birth_upper", "occupation", "participation",
    "participation_by", "national_id_hash", "row",
)  # fmt: skip
OF_ACT = (
    "mention_id", "key", "kind", "polarity", "when_edtf", "when_lower", "when_upper", "place_id", "place_text",
    "manner", "custody_place", "excerpt",
)  # fmt: skip
OF_MARK = ("mention_id", "person_list_id", "value")


class Told:
    """The rows of an import as they are written; `report` is the key of the report that they will be of."""

    def __init__(self, row: ListImport) -> None:
        self.key, self.report = uuid5(row.key, "report"), writing.reserve(Report, 1)[0]
        self.mentions = self.acts = 0
        self.words: set[str] = set()
        self.lists = dict(PersonList.objects.values_list("ref", "pk"))
        same = {"report_id": self.report, "keys_version": names.VERSION}
        self.of_mention = writing.Lines(Mention, same, OF_MENTION)
        self.of_act, self.of_mark = writing.Lines(Act, {}, OF_ACT), writing.Lines(ListMark, {}, OF_MARK)

    def write(self, rows: Sequence[RowRead]) -> None:
        """These rows, into their tables."""
        keys = writing.reserve(Mention, len(rows))
        acts: list[str] = []
        marks: list[str] = []
        with writing.copying(self.of_mention) as write:
            for pk, one in zip(keys, rows, strict=True):
                key = uuid5(self.key, str(one.number))
                write(self._mention(pk, key, one))
                acts += [self._act(pk, key, place, act) for place, act in enumerate(one.acts)]
                marks += [self._mark(pk, ref, value) for ref, value in one.marks if ref in self.lists]
        writing.copy_all(self.of_act, acts)
        writing.copy_all(self.of_mark, marks)
        self.acts += len(acts)

    def hold_words(self) -> list[str]:
        """The words of all names into the lexicon; those that were new."""
        return writing.hold_words(self.words)

    def _mention(self, pk: int, key: UUID, one: RowRead) -> str:
        """One line. Other spellings are kept with the row, to make its keys again (rekeying)."""
        told: dict[str, Any] = dict(one.mention or {})
        row = Mention(name=told["name"])
        self.words |= lexicon.key(row, [row.name, *one.spellings])
        self.mentions += 1
        told |= {"id": pk, "key": str(key), "position": self.mentions, "name_folded": names.folded(row.name),
                 "name_keys": row.name_keys}  # fmt: skip
        if one.spellings:
            told["row"] |= {"also": list(one.spellings)}
        return self.of_mention.line([told[name] for name in OF_MENTION])

    def _act(self, mention: int, key: UUID, place: int, act: dict[str, Any]) -> str:
        told = {**act, "mention_id": mention, "key": str(uuid5(key, str(place)))}
        return self.of_act.line([told[name] for name in OF_ACT])

    def _mark(self, mention: int, ref: str, value: str) -> str:
        return self.of_mark.line((mention, self.lists[ref], value))
