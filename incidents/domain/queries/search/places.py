"""Places of the gazetteer, with the ways to what happened there. The gazetteer is the same for everybody."""

from collections.abc import Sequence
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents.domain import gazetteer, marking
from incidents.domain.asked import Asked
from incidents.domain.queries.search.row import Row
from incidents.models import Place

MOST = 20


class Places:
    """Places that are called like what was typed, in any language and spelling; large ones first."""

    code = "places"

    def __init__(self, user: User, wanted: Asked, *, quick: bool = False) -> None:
        self.user, self.wanted = user, wanted
        self.most = MOST if not quick else 3

    @cached_property
    def found(self) -> list[Place]:
        """One more than is shown tells whether there are more."""
        words = " ".join(word for word in self.wanted.text.split() if not word.isdigit())
        return gazetteer.suggest(words, limit=self.most + 1)

    def count(self) -> int:
        """As many as are shown."""
        return min(len(self.found), self.most)

    def is_more(self) -> bool:
        """Whether there are more."""
        return len(self.found) > self.most

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """Each leads to the people of the case list there; whoever has no case list, to the own reports."""
        return [self._row(place) for place in self.found[start : min(stop, self.most)]]

    def _row(self, place: Place) -> Row:
        name, words = gazetteer.name(place), gazetteer.words(place)
        more = [(_there(page, name), str(label)) for page, label in self._pages()]
        kind = str(place.get_kind_display())
        where = words.removeprefix(name).removeprefix(", ")
        title = marking.of_words(name, self.wanted.every)
        why = () if any(piece.on for piece in title) else (_("by another name"),)
        return Row(title, more[0][0], "", tuple(filter(None, (kind, where))), why=why, more=tuple(more))

    def _pages(self) -> list[tuple[str, str]]:
        pages = [("people", _("People there"))] if may(self.user, "list.read") else []
        pages += [("incidents", _("Incidents there"))] if may(self.user, "incident.read") else []
        return pages or [("search", _("Your reports there"))]


def _there(page: str, name: str) -> str:
    asked = {"q": name, "section": "reports"} if page == "search" else {"place": name}
    return f"{reverse(f'desk:{page}')}?{urlencode(asked)}"
