"""How the activist's forms lie on a page: one thing under the other, small boxes in a row, the rare folded away."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string


class Parts(LayoutObject):
    """Small boxes in one row under one question; what is wrong with any of them is told above the row."""

    template = "desk/intake/_parts.html"

    def __init__(self, legend: Any, *fields: str, hint: Any = "", ticks: tuple[str, ...] = ()):
        self.legend, self.hint, self.boxes, self.ticks = legend, hint, fields, ticks
        self.fields = [*fields, *ticks]

    def render(self, form: forms.Form, context: Any, **options: Any) -> str:
        """The row as HTML."""
        boxes = [form[name] for name in self.boxes]
        form.rendered_fields.update(self.fields)
        given = {
            "legend": self.legend,
            "hint": self.hint,
            "boxes": boxes,
            "ticks": [form[name] for name in self.ticks],
            "wrong": [error for box in boxes for error in box.errors],
        }
        return render_to_string(self.template, given)


class Behind(LayoutObject):
    """What is rarely asked, behind a summary; open when something in it was answered or is wrong."""

    template = "desk/intake/_behind.html"

    def __init__(self, summary: Any, *fields: Any):
        self.summary, self.fields = summary, list(fields)

    def render(self, form: forms.Form, context: Any, **options: Any) -> str:
        """The details element as HTML."""
        inner = self.get_rendered_fields(form, context, **options)
        names = [pointer.name for pointer in self.get_field_names()]
        return render_to_string(
            self.template, {"summary": self.summary, "inner": inner, "open": any(map(_told(form), names))}
        )


class Said(LayoutObject):
    """A piece of the page between the fields, from a template with the page's own context."""

    def __init__(self, template: str):
        self.template, self.fields = template, []

    def render(self, form: forms.Form, context: Any, **options: Any) -> str:
        """The piece as HTML."""
        return render_to_string(self.template, context.flatten())


def helper(*fields: Any) -> FormHelper:
    """The layout of a form whose tag and buttons stand in the template."""
    made = FormHelper()
    made.form_tag, made.disable_csrf = False, True
    made.layout = Layout(*fields)
    return made


def _told(form: forms.Form):
    """Whether a field of the form was answered, or is wrong."""

    def told(name: str) -> bool:
        box = form[name]
        default = getattr(box.field, "default", None)
        return bool(box.errors) or box.value() not in ("", None, [], False, default)

    return told
