"""What a person is told of a list that cannot be read, or that was read in a way worth knowing."""

from django.utils.translation import gettext as _


def sentence(code: str) -> str:
    """The sentence for a code of Unreadable, of a sheet's problem, or of a remark."""
    name, _colon, line = code.partition(":")
    words = {**_refusals(), **_remarks()}
    text = words.get(name, words["damaged"])
    return f"{text} {_('Line %(line)s.') % {'line': line}}" if line else text


def _refusals() -> dict[str, str]:
    return {
        "empty": _("This file is empty."),
        "no_rows": _("There is no row under the headings."),
        "no_sheet": _("This sheet is not in the file."),
        "no_key": _("These two sheets have no column that joins them."),
        "damaged": _("This file is damaged or cut short. Save it again and send the new file."),
        "too_hard": _("This file takes too much memory or time to read. Save it as CSV, or send it in parts."),
        "too_large": _("This file is too large: 100 MB at most. Send it in parts."),
        "too_many_rows": _("There are more than 100,000 rows. Send the list in parts."),
        "wide": _("There are more than 500 columns. Delete those that are not needed."),
        "stretched": _(
            "A cell stands far away from the list. Copy the list into a new sheet, save it, and send that file."
        ),
        "bomb": _("Unpacked, this file would be far larger than a list is: it is not read."),
        "entities": _("This file holds instructions that no list needs: it is not read. Save it anew as XLSX."),
        "locked": _("This file opens only with a password. Save it without one."),
        "web_page": _("This is a web page under the name of a list. Open it in a spreadsheet and save it as XLSX."),
        "not_table": _("This is not a list. Send CSV, XLSX, XLS or ODS."),
        "other_workbook": _("Workbooks of this kind cannot be read. Save it as XLSX."),
        "encoding": _("The letters of this file cannot be read. Save it as XLSX, or as CSV in UTF-8."),
        "quotes": _("A quotation mark is opened and never closed. Correct the file or save it as XLSX."),
        "long_cell": _("A cell is longer than a million signs: a quotation mark may be missing."),
    }


def _remarks() -> dict[str, str]:
    return {
        "guessed": _("The encoding was guessed: see whether the letters are right. UTF-8 or XLSX is safer."),
        "lost": _("Some letters became question marks before the file came here. Ask for it as XLSX or in UTF-8."),
        "controls": _("Signs that no text has were left out."),
        "direction": _("Some cells hold signs that turn text round: what you see may not be what is written."),
        "formulas": _("Some formulas have no result in the file: these cells are empty."),
        "errors": _("Some cells hold an error in place of a result: they are read as empty."),
        "hidden": _("Some sheets of this file are hidden."),
        "merged": _("Merged cells are read as if each held the same."),
        "many_sheets": _("Only the first 60 sheets are shown."),
    }
