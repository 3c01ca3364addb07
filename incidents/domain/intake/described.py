"""The person that somebody is describing now, as facts to compare with others. Nothing of it is stored here."""

from collections.abc import Iterable, Mapping
from typing import Any

from incidents.domain import dates, gazetteer, likeness_facts, names
from incidents.domain.likeness_facts import Facts, Telling
from incidents.forms.intake_fields import DATE_FIELDS
from incidents.forms.intake_person import PersonForm
from incidents.models import Act, Mention, Place, Report
from incidents.vocabulary import STATUS_KINDS, Sex, Unit


def facts(report: Report, person: Mapping[str, Any], kinds: Iterable[str]) -> Facts:
    """What the words typed so far say, with day and place of step 1. What cannot be read counts as not known."""
    form = PersonForm(dict(person))
    form.is_valid()
    what = report.draft.get("what", {})
    when = _readable(what, DATE_FIELDS)
    row = _row(form.cleaned_data, person, when)
    where = str(what.get("place", ""))
    place = gazetteer.find(where)
    acts = [_act(kind, when, place, where) for kind in kinds if kind in STATUS_KINDS]
    return likeness_facts.of_tellings([Telling(row, acts, [], when, report.source_id)])


def _row(words: Mapping[str, Any], person: Mapping[str, Any], when: dates.Partial) -> Mention:
    name = words.get("name") or ""
    birth = _readable(person, ("birth_day", "birth_month", "birth_year"))
    low, high = words.get("age"), words.get("age_high")
    if low is None and high is None:
        low, high = dates.age_bounds(birth, when)
    return Mention(
        name=name, naming=names.naming_level(name), name_keys=names.keys(name), sex=words.get("sex") or Sex.UNKNOWN,
        describing=words.get("describing") or "", age_low=low, age_high=low if high is None else high,
        birth_edtf=birth.edtf, birth_lower=birth.lower, birth_upper=birth.upper,
        n_high=1 if words.get("unit", Unit.INDIVIDUAL) == Unit.INDIVIDUAL else words.get("n_high") or 2,
    )  # fmt: skip


def _act(kind: str, when: dates.Partial, place: Place | None, where: str) -> Act:
    return Act(kind=kind, when_edtf=when.edtf, when_lower=when.lower, when_upper=when.upper, place=place,
               place_text=where[:300])  # fmt: skip


def _readable(words: Mapping[str, Any], names_of: Iterable[str]) -> dates.Partial:
    try:
        return dates.from_parts(*(words.get(name, "") for name in names_of))
    except dates.Unreadable:
        return dates.Partial("", None, None)
