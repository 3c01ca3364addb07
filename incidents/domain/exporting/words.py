"""Files that go out in words: why one was not made. Codes in rows, words on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.domain.bundles import words as bundles

FAILED: dict[str, str | Promise] = {
    **bundles.FAILED,
    "too_many": _("More rows than a spreadsheet holds. Take CSV."),
    "too_many_printed": _("More people than a PDF holds. Choose fewer, or take a spreadsheet."),
    "not_printed": _("The PDF could not be printed. Choose fewer people, or take a spreadsheet."),
    "unfit": _("The filter or the columns can no longer be read. Make a new export."),
}


def failed(code: str) -> str:
    """Why a file was not made."""
    return str(FAILED.get(code, FAILED["error"] if code else ""))
