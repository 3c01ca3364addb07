"""Files that come in: hostile until decoded. Measured before they are parsed, and parsed in a child process alone."""

from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from incidents.domain import decoding
from incidents.domain.decoding import Facts, sentences
from incidents.policies import Unfit

OPAQUE = "application/octet-stream"


def inspect(file: BinaryIO, size: int) -> Facts:
    """What the file is, found by decoding. Raises Unfit, with a sentence, for what is not taken."""
    check_size(size)
    facts = decoding.look(file, size)
    if facts.refused:
        raise Unfit(sentences.sentence(facts.refused, facts.form), "files")
    return facts


def check_size(size: int) -> None:
    """Raises Unfit for nothing, and for more than the limit."""
    if size == 0:
        raise Unfit(sentences.sentence("empty"), "files")
    if size > settings.UPLOAD_MAX_BYTES:
        raise Unfit(too_large(), "files")


def too_large() -> str:
    """The sentence for a file beyond the limit."""
    return _("This file is too large: %(limit)s MB at most.") % {"limit": settings.UPLOAD_MAX_BYTES // 1024**2}
