"""Content that the tests of intake send: invented people in the pattern of a family stopped on a road."""

import uuid

FAMILY = {
    "what": {
        "narrative": "A car was shot at near the bridge. Three people died.",
        "day": 8, "month": 1, "year": 2022, "when_words": "evening", "place": "Taldykorgan", "language": "ru",
    },
    "people": [
        {"key": "husband", "describing": "a man of about 40, the husband", "age": 40, "sex": "male",
         "acts": [{"key": "k1", "kind": "killed", "manner": "gunshot"}]},
        {"key": "wife", "describing": "a woman, the wife", "sex": "female", "acts": [{"key": "k2", "kind": "killed"}]},
        {"key": "daughter", "name": "Ботагөз Үлгібаева", "age": 15, "sex": "female",
         "acts": [{"key": "k3", "kind": "killed"}]},
    ],
    "kin": [
        {"a": "wife", "kind": "spouse", "b": "husband"},
        {"a": "daughter", "kind": "child", "b": "husband"},
        {"a": "daughter", "kind": "child", "b": "wife"},
    ],
    "source": {"kind": "organisation", "name": "Invented Defenders", "knowing": "monitoring", "protection": "open"},
    "consent": {"consent": "partners"},
}  # fmt: skip


def family(**changes) -> dict:
    """The family, with some steps changed: family(what={"title": "…"})."""
    content = {step: dict(value) if isinstance(value, dict) else list(value) for step, value in FAMILY.items()}
    for step, values in changes.items():
        content[step] = {**content[step], **values} if isinstance(values, dict) else values
    return content


def new_key() -> uuid.UUID:
    """A key as the start page makes it."""
    return uuid.uuid4()
