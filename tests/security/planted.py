"""A word in every free text of every row of the stage that stands nowhere else, and a table of whom it is for.

The words are put straight into the tables, model by model, so that a new field is planted the day that it appears.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction

from tests.security.stage import Stage

# What carries no free text: keys, hashes, codes of the house, dates as they are written, and what sign-in hangs on.
CODES = re.compile(
    r"^(by|data|role|verb|kind|file|stored|root|basis|signature)$|(^|_)(ref|key|keys|hash|sha256|edtf|stamp|password|language|type)$"
)
CANARY = re.compile(r"Zq\w+?xw|Zq[a-z]+")
SHORTEST = 40


@dataclass(frozen=True)
class Word:
    """One planted word: in which field of which row it stands."""

    text: str
    model: str
    field: str
    row: models.Model

    def __str__(self) -> str:
        return f"{self.text} of {self.model}.{self.field} #{self.row.pk}"


def plant(stage: Stage) -> list[Word]:
    """Every free text of every row of our own tables becomes a word of its own; references count as words as well."""
    words: list[Word] = []
    triggers("DISABLE")
    for model in our_models():
        for row in model.objects.order_by("pk"):
            for field in model._meta.concrete_fields:
                words += planted(row, field, len(words))
    triggers("ENABLE")
    return words


def triggers(what: str) -> None:
    """The tables' own triggers, which would refuse to let frozen rows be changed, off or on again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in our_models():
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" {what} TRIGGER USER')


def our_models() -> list[type[models.Model]]:
    """Everything that is stored by us, proxies and foreign tables left out."""
    ours = (*apps.get_app_config("accounts").get_models(), *apps.get_app_config("incidents").get_models())
    gazetteer = {"place", "placeparent", "placename", "actor"}
    return [model for model in ours if model._meta.managed and model._meta.model_name not in gazetteer]


def planted(row: models.Model, field: models.Field, number: int) -> Iterator[Word]:
    """The words of one field of one row, after they were put there."""
    name = row._meta.object_name
    if field.name == "ref" and name != "AuditEvent":
        yield Word(row.ref, name, "ref", row)
    word = f"Zq{'abcdefghij'[number % 10]}{number:05d}x"
    value = replaced(field, getattr(row, field.attname), word)
    if value is not None and stored(row, field, value):
        yield Word(word.lower() if field.name.endswith(("folded", "search_text")) else word, name, field.name, row)


def replaced(field: models.Field, before, word: str):
    """The value with the word in it; None where there is nothing to plant."""
    if isinstance(field, models.JSONField):
        changed = deep(before, word)
        return changed if changed != before else None
    if isinstance(field, ArrayField):
        free = isinstance(field.base_field, models.CharField) and not field.base_field.choices
        return [word] if before and free and not CODES.search(field.name) else None
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.UUIDField)
    if not is_text or field.choices or CODES.search(field.name) or (field.max_length or 999) < SHORTEST:
        return None
    if isinstance(field, models.EmailField):
        return f"{word}@example.org"
    if field.name == "url":
        return f"https://{word}.example.org/"
    return word.lower() if field.name.endswith(("folded", "search_text")) else word


def deep(value, word: str):
    """A JSON value with the word instead of every canary in it."""
    if isinstance(value, dict):
        return {key: deep(part, word) for key, part in value.items()}
    if isinstance(value, list):
        return [deep(part, word) for part in value]
    return CANARY.sub(word, value) if isinstance(value, str) else value


def stored(row: models.Model, field: models.Field, value) -> bool:
    """Whether the database takes it; what a constraint wants otherwise stays as it is."""
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{field.attname: value})
    except DatabaseError:
        return False
    setattr(row, field.attname, value)
    return True
