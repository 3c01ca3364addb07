"""Whether what a finished bundle holds may still go: somebody may have withdrawn, refused, or redacted since."""

import json
import zipfile
from typing import Any, BinaryIO

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import disclosure
from incidents.domain.bundles import building, manifest
from incidents.domain.bundles.choosing import Choice, choose
from incidents.models import CaseBundle


def still_goes(bundle: CaseBundle, file: BinaryIO, by: User) -> bool:
    """Whether every file, every person and every name of the bundle would go into it now as well."""
    with zipfile.ZipFile(file) as opened:
        listed, people = json.loads(opened.read(manifest.MANIFEST)), json.loads(opened.read("persons.json"))
    file.seek(0)
    choice = choose(by, bundle.disclosure, persons=bundle.persons.all(), incident=bundle.incident)
    with translation.override(bundle.language):
        return _files_go(choice, listed["files"]) and _people_go(choice, people)


def _files_go(choice: Choice, files: list[dict[str, Any]]) -> bool:
    now = {(source.path, source.sha256) for item in choice.items for source in building.sources(item)}
    return {(one["path"], one["sha256"]) for one in files if one["path"].startswith("evidence/")} <= now


def _people_go(choice: Choice, people: list[dict[str, Any]]) -> bool:
    now = {entry.person.ref: entry for entry in choice.entries}
    return all(one["ref"] in now and _name_goes(now[one["ref"]], one["name"], choice.circle) for one in people)


def _name_goes(entry: disclosure.Entry, name: str, circle: str) -> bool:
    return disclosure.may_name(entry, circle) or name in ("", _("withheld"))
