"""Fills the forms of a page as a person would, so that they succeed; and every field of every model to smuggle along."""

import uuid

from django.apps import apps
from django.db import models

from tests.security.hostile import Reader

# What a person types where the page offers nothing: by a part of the field's name, else a sentence.
TYPED = {"day": "8", "month": "1", "year": "2022", "age": "40", "when": "2022-01-08", "email": "new@example.org",
         "url": "https://example.org/a", "n_low": "1", "n_high": "1", "page": "1"}  # fmt: skip
SENTENCE = "A sentence about it"


class Filler(Reader):
    """Reads the forms with their choices: what is selected stays, else the last option; of radio buttons the last."""

    def __init__(self, page: str, url: str) -> None:
        self.select = ""
        super().__init__(page, url)
        for form in self.found:
            for name in form.typed:
                form.fields[name] = [value or typed(name) for value in form.fields[name] or [""]]

    def handle_starttag(self, tag, attrs):
        marks = {name: value or "" for name, value in attrs}
        if tag == "select":
            self.select = marks.get("name", "")
        if tag == "option" and self.now is not None and self.select:
            self.option(marks)
            return
        if self.now is not None and tag == "input" and marks.get("type") == "radio" and "checked" not in marks:
            self.now.fields.setdefault(marks.get("name", ""), [marks.get("value", "")])
            return
        super().handle_starttag(tag, attrs)

    def option(self, marks: dict[str, str]) -> None:
        """The selected option, else the last one that says something."""
        kept = self.now.fields.setdefault(self.select, [""])
        if marks.get("value") and ("selected" in marks or not getattr(self, "chosen", {}).get(self.select)):
            kept[:] = [marks["value"]]
        if "selected" in marks:
            self.chosen = {**getattr(self, "chosen", {}), self.select: True}

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        if tag == "form":
            self.chosen = {}
        super().handle_endtag(tag)


def typed(name: str) -> str:
    """What is typed into this field."""
    return next((text for part, text in TYPED.items() if part in name), SENTENCE)


def smuggled(form_fields: dict, user) -> dict[str, list[str]]:
    """Every field of every model under every name that a careless form would take, with values that would do harm."""
    prefixes = {"", *(f"{name.split('-')[0]}-" for name in form_fields if "-" in name)}
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            for name in {field.name, field.attname}:
                found |= {f"{prefix}{name}": [harmful(field, user)] for prefix in prefixes}
    found |= {
        name: ["1"] for name in ("id", "pk", "is_staff", "is_superuser", "user_permissions", "groups", "by", "at")
    }
    return {name: value for name, value in found.items() if name not in form_fields}


def harmful(field: models.Field, user) -> str:
    """A value of the right form that somebody would like to see there."""
    if field.name == "role":
        return "admin"
    if field.name == "status":
        return "accepted"
    if field.remote_field:
        return str(user.pk if user else 1)
    if field.choices:
        return str(list(field.choices)[-1][0])
    kinds = {models.BooleanField: "on", models.IntegerField: "7", models.DateTimeField: "2001-01-01T00:00:00Z",
             models.DateField: "2001-01-01", models.UUIDField: str(uuid.UUID(int=7)), models.JSONField: '{"a": 1}'}  # fmt: skip
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), "Zqmassassigned")
