"""A small world to search in: people with keys, reports with words, each through one function."""

from incidents.domain import lexicon, standing, texts
from incidents.models import Mention, Person, Report
from incidents.vocabulary import ReportStatus, Resolution
from tests.factories import ActFactory, MentionFactory, PersonFactory, ReportFactory


def report(title="What happened", narrative="Shots by the bridge.", **known) -> Report:
    """A report that was sent, as it is found."""
    row = ReportFactory(title=title, narrative=narrative, **known)
    texts.keep_report(row)
    return row


def told(name="", *, report=None, **known) -> Mention:
    """Somebody in a report that was sent."""
    mention = MentionFactory(**{"report": report or ReportFactory(), "name": name, "describing": "", **known})
    _key(mention, [name])
    texts.keep_report(mention.report)
    return mention


def held(name="", *, reviewer, describing="", **known) -> Person:
    """Somebody of the case list, by an accepted report."""
    accepted = known.pop("report", None) or ReportFactory(status=ReportStatus.ACCEPTED, taken_by=reviewer)
    person = PersonFactory(created_by=reviewer)
    mention = told(name, report=accepted, person=person, describing=describing, resolution=Resolution.GROUPED)
    ActFactory(mention=mention, **{"place_text": "Almaty", **known})
    standing.rewrite(person)
    _key(person, [person.display_name, *person.variants])
    return person


def _key(row: Mention | Person, names: list[str]) -> None:
    lexicon.hold(lexicon.key(row, names))
    row.save()


def words(found) -> dict[str, list[str]]:
    """The sections that were found, each with the titles of its rows."""
    return {section.code: ["".join(p.text for p in row.title) for row in section.rows] for section in found.sections}


def marks(pieces) -> list[str]:
    """What is marked."""
    return [piece.text for piece in pieces if piece.on]
