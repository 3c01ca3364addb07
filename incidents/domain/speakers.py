"""Pure domain: how a source is called inside the team. A protected one is told by what it is, never by name."""

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.vocabulary import Knowing, Protection, SourceKind

_KNOWING = {
    Knowing.EYEWITNESS: gettext_lazy("an eyewitness"),
    Knowing.RELATIVE: gettext_lazy("a relative"),
    Knowing.HEARSAY: gettext_lazy("somebody who heard of it"),
    Knowing.DOCUMENT: gettext_lazy("somebody with a document"),
    Knowing.MONITORING: gettext_lazy("somebody who follows such cases"),
}


class SourceLike(Protocol):
    """What is asked of a source."""

    kind: str
    name: str
    knowing: str
    protection: str


def called(source: SourceLike | None) -> str:
    """“Newsroom of the North”, or “a relative, protected” for a source whose identity is kept apart."""
    if source is None:
        return _("source not known")
    if source.name and source.protection != Protection.SECRET:
        return source.name
    kind = str(_kind(source))
    return _("%(who)s, protected") % {"who": kind} if source.protection == Protection.SECRET else kind


def _kind(source: SourceLike):
    if source.kind == SourceKind.PERSON and source.knowing in _KNOWING:
        return _KNOWING[Knowing(source.knowing)]
    return SourceKind(source.kind).label
