"""Why an import did not come to its end, in words, with what can be done about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.domain import tables
from incidents.models import ListImport

FILE = "file:"
WORDS: dict[str, str | Promise] = {
    "sealed": _("Kua is sealed. Once it is unsealed, try again."),
    "changed": _("The file is not what was kept. Load it once more."),
    "store": _("The store of files does not answer. Try again later."),
    "file": _("The file cannot be read."),
    "denied": _("Whoever asked for it may not import lists any more."),
    "errors": _("Some rows have mistakes. Check the file again and say what to do with them."),
    "nothing": _("No row of this file becomes a person."),
    "relied": _("Something came to rely on its rows. Ask once more to read what."),
}
UNFORESEEN = _("Something went wrong that nobody foresaw. Try again; if it stays so, tell your admin.")


def words(row: ListImport) -> str:
    """The words for its code; empty where nothing failed."""
    if row.failed_code.startswith(FILE):
        return tables.sentence(row.failed_code.removeprefix(FILE))
    return str(WORDS.get(row.failed_code, UNFORESEEN)) if row.failed_code else ""
