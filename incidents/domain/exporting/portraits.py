"""The case list with portraits: a picture of each person where one may go to the circle, “no picture” otherwise.

A portrait is a piece of evidence that somebody tied to the person as told in a report, and that a bundle for the same
circle may hold (domain/bundles): what goes is a copy made anew, the newest redacted one where there is one, never an
original. A picture that shows wounds or a body is nobody's portrait unless it was redacted.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import disclosure, envelope, standing, store
from incidents.domain.bundles import rules
from incidents.domain.bundles.choosing import Item, choose
from incidents.domain.exporting import people, printed
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.exporting.printed import Sheet
from incidents.domain.queries.going import entries
from incidents.models import DerivedCopy, EvidenceBearing, Mention, Person
from incidents.vocabulary import Bearing, CopyKind, Disclosure, MediaForm, Sensitivity

BATCH = 100
IN_MOTION = (CopyKind.CLIP, CopyKind.SOUND)
LARGEST = 16 * 1024**2


def check(asked: Asked) -> None:
    """Raises Unfit for columns beyond the circle, and when there are more people than are printed at once."""
    people.chosen(asked.columns, asked.disclosure)
    people.check_printed(people.count(asked), printed.MOST_PORTRAITS)


def rows(asked: Asked, leaving: Leaving) -> Iterator[Sheet]:
    """One entry for everybody who may go out; the hashes of the pictures are kept to ask again at each download."""
    shown = people.chosen(asked.columns, asked.disclosure)
    found = entries(people.case_list(asked).people, asked.user)
    while batch := list(islice(found, BATCH)):
        going = [entry for entry in batch if disclosure.may_leave(entry, asked.disclosure)]
        leaving.left_out += len(batch) - len(going)
        persons = Person.objects.filter(pk__in=[entry.person.pk for entry in going])
        copies = portraits(asked.user, asked.disclosure, list(persons))
        for entry in going:
            leaving.goes([entry.person.ref], [disclosure.may_name(entry, asked.disclosure)])
            yield _told(entry, shown, asked.disclosure, copies.get(entry.person.pk), leaving)


def still_goes(asked: Asked, also: Sequence[str]) -> bool:
    """Whether every picture that is in the file may still go: nobody took a leave back, nobody redacted it since."""
    if not also:
        return True
    found = people.case_list(asked).people.iterator(chunk_size=BATCH)
    left = set(also)
    while left and (batch := list(islice(found, BATCH))):
        left -= {copy.sha256 for copy in portraits(asked.user, asked.disclosure, batch).values()}
    return not left


def portraits(user: User, circle: str, persons: Sequence[Person]) -> dict[int, DerivedCopy]:
    """For each person the copy that goes as the portrait: of the piece that was tied last."""
    by_piece = {item.piece.pk: item for item in choose(user, circle, persons=persons).items if _is_portrait(item)}
    inside = _views(by_piece.values()) if circle == Disclosure.INTERNAL else {}
    found: dict[int, DerivedCopy] = {}
    for piece, person in _ties(by_piece, persons):
        copy = _copy(by_piece[piece], inside)
        if copy:
            found[person] = copy
    return found


def _is_portrait(item: Item) -> bool:
    original = item.piece.original
    return original is not None and original.form == MediaForm.PICTURE


def _ties(pieces: Iterable[int], persons: Sequence[Person]) -> list[tuple[int, int]]:
    """Which piece is tied to whom, in the order of tying; a piece that speaks against somebody is no portrait."""
    theirs = Mention.objects.filter(standing.STANDING, person__in=persons).values("pk")
    about = Q(mention__in=theirs) | Q(act__mention__in=theirs)
    ties = EvidenceBearing.objects.filter(about, evidence__in=list(pieces), removed_at=None)
    rows_ = ties.exclude(bearing=Bearing.CONTRADICTS).select_related("mention", "act__mention").order_by("at", "pk")
    mentions = ((tie.evidence_id, tie.mention or (tie.act.mention if tie.act else None)) for tie in rows_)
    return [(piece, mention.person_id) for piece, mention in mentions if mention and mention.person_id]


def _views(items: Iterable[Item]) -> dict[int, DerivedCopy]:
    """Inside the team the original goes into a bundle; on a page its copy to look at stands for it."""
    held = [item.piece.original_id for item in items]
    return {copy.original_id: copy for copy in DerivedCopy.objects.filter(original__in=held, kind=CopyKind.VIEW)}


def _copy(item: Item, inside: dict[int, DerivedCopy]) -> DerivedCopy | None:
    redacted = [copy for copy in item.copies if copy.kind == CopyKind.REDACTED]
    if redacted:
        return list(rules.newest(redacted).values())[0]
    if Sensitivity.GRAPHIC in item.piece.sensitivities:
        return None
    still = [copy for copy in item.copies if copy.kind not in IN_MOTION]
    return still[0] if still else inside.get(item.piece.original_id or 0)


def _told(
    entry: disclosure.Entry, shown: Sequence[Any], circle: str, copy: DerivedCopy | None, leaving: Leaving
) -> Sheet:
    cells = disclosure.row(entry, shown, circle)
    said = [(str(column.label), cell) for column, cell in zip(shown, cells, strict=True) if cell not in ("", None)]
    said = [(label, cell) for label, cell in said if cell != entry.person.ref]
    picture = _bytes(copy) if copy else None
    if picture is None or copy is None:
        return printed.sheet(entry.person.ref, said, [], None, _("no picture"))
    leaving.also.append(copy.sha256)
    return printed.sheet(entry.person.ref, said, [], picture, _("Picture of %(ref)s") % {"ref": entry.person.ref})


def _bytes(copy: DerivedCopy) -> bytes | None:
    """The copy as it lies in the store; None when it is gone or changed: the list goes out without it."""
    if copy.size > LARGEST:
        return None
    try:
        with store.open_copy(copy) as file:
            return file.read()
    except (store.Missing, envelope.Broken):
        return None
