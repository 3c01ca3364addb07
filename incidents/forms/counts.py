"""What is counted by: rows, and columns where there are two questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

WAYS = [
    ("day", _("Day")),
    ("month", _("Month")),
    ("place", _("Place")),
    ("status", _("Status now")),
    ("ever", _("Was ever")),
    ("sure", _("How sure")),
    ("age", _("Age")),
    ("sex", _("Sex")),
    ("participation", _("Part taken, as claimed")),
    ("manner", _("How it was done")),
    ("source", _("Source")),
    ("list", _("List")),
    ("naming", _("Named")),
]
FIRST = {"rows": "day", "columns": "sure"}


class CountsForm(forms.Form):
    """Two questions of the documented people. Without any, those that one asks first."""

    rows = forms.ChoiceField(label=_("Rows"), choices=WAYS)
    columns = forms.ChoiceField(label=_("Columns"), choices=[("", _("None")), *WAYS], required=False)

    def __init__(self, params):
        """`params` of an address, whole."""
        super().__init__(params if "rows" in params else FIRST)

    def clean(self):
        """Nobody is counted twice by the same."""
        data = super().clean()
        if data.get("columns") and data.get("columns") == data.get("rows"):
            self.add_error("columns", _("Choose another question than for the rows, or none."))
        return data

    def chosen(self) -> tuple[str, str]:
        """The two questions; of what cannot be read, the first ones."""
        if not self.is_valid():
            return self.cleaned_data.get("rows") or FIRST["rows"], ""
        return self.cleaned_data["rows"], self.cleaned_data["columns"]
