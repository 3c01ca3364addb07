"""bin/manage draw_docs: docs/workflow.md and docs/glossary.md, drawn from the code. A test compares them."""

import inspect
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import TextChoices
from django.utils import translation

from accounts.roles import ROLE_HINTS, Role
from incidents import policies, vocabulary
from incidents.domain.figures.states import FIGURE_TRANSITIONS, RESTORED
from incidents.domain.workflow import FINDING_TRANSITIONS, REPORT_TRANSITIONS, Transition

DRAWN = "<!-- Drawn by `bin/manage draw_docs`; do not edit by hand. -->\n"
LANGUAGES = ("en", "ru", "kk")


class Command(BaseCommand):
    """Writes the two pages; with --check only says whether they are as the code would draw them."""

    help = "Draw docs/workflow.md and docs/glossary.md from the code."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is not up to date")

    def handle(self, *, check, **options) -> None:
        stale = [name for name, text in pages().items() if not is_as_drawn(name, text)]
        if check and stale:
            self.stderr.write(f"Not up to date: {', '.join(stale)}. Run bin/manage draw_docs.")
            raise SystemExit(1)
        for name in stale:
            (settings.BASE_DIR / "docs" / name).write_text(pages()[name], encoding="utf-8")
        self.stdout.write(f"{len(stale)} drawn anew." if stale else "All up to date.")


def is_as_drawn(name: str, text: str) -> bool:
    """Whether the page on disk is the page the code draws."""
    page = settings.BASE_DIR / "docs" / name
    return page.exists() and page.read_text(encoding="utf-8") == text


def pages() -> dict[str, str]:
    """Each generated page by its name under docs/."""
    return {"workflow.md": workflow(), "glossary.md": glossary()}


# --- The workflow ---------------------------------------------------------------------------------------------------
def workflow() -> str:
    """The tables of reports, findings and claimed figures, each with its diagram."""
    with translation.override("en"):
        parts = [
            "# The workflow\n",
            DRAWN,
            "One row: from where to where, who may, what it needs, and the word in the audit log. "
            "`incidents/domain/workflow.py` holds the table, and its `move()` is the only writer of a status.\n",
            "## A report\n",
            *drawing(REPORT_TRANSITIONS, vocabulary.ReportStatus),
            "## A finding\n",
            *drawing(FINDING_TRANSITIONS, vocabulary.FindingStatus),
            "## A claimed figure\n",
            "`incidents/domain/figures/states.py` holds the table. Each move has the day on which it happened in the "
            "world; `state_on()` tells the state of any day.\n",
            *drawing((*FIGURE_TRANSITIONS, *RESTORED), vocabulary.FigureState),
        ]
    return "\n".join(parts)


def drawing(rows: Sequence[Transition], statuses: type[TextChoices]) -> Iterator[str]:
    """A diagram that code hosts draw, then the table, then the statuses in words."""
    yield "```mermaid\nstateDiagram-v2"
    yield "\n".join(f"    {row.from_status or '[*]'} --> {row.to_status}: {row.verb}" for row in rows)
    yield "```\n"
    yield "| from | to | who | needs | audit verb |\n|---|---|---|---|---|"
    yield "\n".join(table_row(row) for row in rows) + "\n"
    words = ", ".join(f"`{code}` {label}" for code, label in statuses.choices)
    yield f"In words: {words}.\n"


def table_row(row: Transition) -> str:
    who = inspect.getdoc(policies.CHECKS[row.may]).splitlines()[0].rstrip(".")
    start = f"`{row.from_status}`" if row.from_status else "–"
    return f"| {start} | `{row.to_status}` | {who} | {row.needs or '–'} | `{row.verb}` |"


# --- The glossary ---------------------------------------------------------------------------------------------------
def glossary() -> str:
    """Every word with a code, in the languages of the house, from the vocabulary and the catalogues."""
    parts = [
        "# The words\n",
        DRAWN,
        "Every code of `incidents/vocabulary/` with its words. "
        "Exports and the database hold the code, pages the word.\n",
        *(section(choices, choices.__doc__ or "") for choices in concepts()),
        section(Role, "What somebody is in the team for."),
        *role_hints(),
    ]
    return "\n".join(parts)


def concepts() -> list[type[TextChoices]]:
    """The classes of the vocabulary, page by page, in the order in which they are written."""
    exported = (getattr(vocabulary, name) for name in vocabulary.__all__)
    found = [thing for thing in exported if inspect.isclass(thing) and issubclass(thing, TextChoices)]
    return sorted(found, key=lambda choices: (choices.__module__, inspect.getsourcelines(choices)[1]))


def section(choices: type[TextChoices], told: str) -> str:
    """One concept: what it is, and a row for each code."""
    rows = [f"| `{choice.value}` | {' | '.join(in_languages(choice.label))} |" for choice in choices if choice.value]
    head = "| code | English | Русский | Қазақша |\n|---|---|---|---|"
    return f"## {choices.__name__}\n\n{told.splitlines()[0]}\n\n{head}\n" + "\n".join(rows) + "\n"


def role_hints() -> Iterator[str]:
    with translation.override("en"):
        yield "\n".join(f"* **{Role(role).label}**: {hint}" for role, hint in ROLE_HINTS.items()) + "\n"


def in_languages(label) -> list[str]:
    """The same word in each language; lazy labels are asked anew in each."""
    return [spoken(label, code) for code in LANGUAGES]


def spoken(label, code: str) -> str:
    with translation.override(code):
        return str(label)
