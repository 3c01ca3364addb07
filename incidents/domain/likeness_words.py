"""What speaks for and against two records being one person, in the reader's words, and the lines side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.domain import likeness_facts
from incidents.domain.letters import CYRILLIC
from incidents.domain.likeness_facts import Facts
from incidents.domain.scoring import FieldSeen, Scored

SAME = ("same", "ending", "spelled", "sound")
SLIPS = ("slip", "slips", "known_slip")
APART = ("other", "alike", "longer")
BORN_ALIKE = ("same_day", "same_age", "same_year", "age", "wide", "slip")
BESIDE = ("name.father", "name.extra")
KAZAKH = frozenset("әғқңөұүһі")
Said = tuple[str, str]  # a reason, a caution; mostly one of them is empty


@dataclass(frozen=True)
class Row:
    """One line of the comparison, side by side."""

    label: str
    mine: str
    theirs: str
    same: bool


def told(seen: Scored, mine: Facts, theirs: Facts) -> tuple[list[str], list[str]]:
    """Reasons and cautions, each a few words, in the order name, age, sex, day, place, family, list, number."""
    said = [_names(seen), _father(seen)]
    fields = {one.field: one for one in seen.fields}
    said += [tell(fields[field], mine, theirs) for field, tell in TELLERS.items() if field in fields]
    if mine.kin and theirs.kin and "kin" not in fields and _shared_ties(mine, theirs):
        said.append((_("the same family ties"), ""))
    if mine.reports & theirs.reports:
        said.append(("", _("one report tells of both: its people are different people")))
    return [reason for reason, _caution in said if reason], [caution for _reason, caution in said if caution]


def rows(seen: Scored, mine: Facts, theirs: Facts) -> list[Row]:
    """What each side says, and whether it agrees. What neither says has no line, but for name, age, day and place."""
    agree = {one.field for one in seen.fields if one.bits > 0}
    is_born_alike = any(one.field == "birth" and one.level in BORN_ALIKE for one in seen.fields)
    by_name = any(field.startswith("name.") for field in agree) and not (_names(seen)[1])
    days = likeness_facts.nearest_days(mine, theirs)
    near, here, there = likeness_facts.nearest_places(mine, theirs)
    found = [Row(_("Name"), mine.name_words, theirs.name_words, by_name)]
    if mine.births or theirs.births:
        found.append(Row(_("Born"), mine.birth_words, theirs.birth_words, is_born_alike))
    if _has_age(mine) or _has_age(theirs) or not (mine.births or theirs.births):
        found.append(
            Row(_("Age"), mine.age_words, theirs.age_words, is_born_alike and _has_age(mine) and _has_age(theirs))
        )
    if mine.sex and theirs.sex:
        found.append(Row(_("Sex"), mine.sex_words, theirs.sex_words, bool(set(mine.sex) & set(theirs.sex))))
    found.append(Row(_("When"), (days[0] or mine).when_words, (days[1] or theirs).when_words, days[2] == 0))
    found.append(Row(_("Where"), here or mine.where_words, there or theirs.where_words, near in ("same", "within")))
    if mine.kin or theirs.kin:
        same = "kin" in agree or _shared_ties(mine, theirs)
        found.append(Row(_("Family"), mine.kin_words, theirs.kin_words, same))
    return found


def _names(seen: Scored) -> Said:
    """What the words of the names say together: the worst pair of words tells."""
    parts = [one for one in seen.fields if one.field.startswith("name.") and one.field not in BESIDE]
    apart = next((one for one in parts if one.level in APART), None)
    if not parts:
        return "", ""
    if apart is not None:
        return "", _("names differ: %(one)s and %(other)s") % {"one": apart.left, "other": apart.right}
    if any(one.level == "initial_other" for one in parts):
        return "", _("the initials do not fit")
    slip = next((one for one in parts if one.level in SLIPS), None)
    if slip is not None:
        return _("names nearly alike: %(one)s and %(other)s") % {"one": slip.left, "other": slip.right}, ""
    return _same(parts), _alone(seen)


def _same(parts: list[FieldSeen]) -> str:
    if any(one.level == "initial" for one in parts):
        return _("the initials fit")
    called = next((one for one in parts if one.level == "nickname"), None)
    if called is not None:
        return _("a short form of the name: %(one)s and %(other)s") % {"one": called.left, "other": called.right}
    left, right = ([_plain(getattr(one, side)) for one in parts] for side in ("left", "right"))
    if left == right:
        return _("same name")
    one, other = (_script("".join(words)) for words in (left, right))
    if "latin" in (one, other) and one != other:
        return _("same name in another script")
    if {one, other} == {"kazakh", "russian"}:
        return _("same name in Russian spelling")
    return _("same name in another spelling")


def _alone(seen: Scored) -> str:
    is_alone = any((one.field, one.level) == ("name.extra", "one_word") for one in seen.fields)
    return _("only one word of the name is known") if is_alone else ""


def _father(seen: Scored) -> Said:
    one = next((one for one in seen.fields if one.field == "name.father" and one.left and one.right), None)
    if one is None:
        return "", ""
    both = {"one": one.left, "other": one.right}
    if one.level in SAME:
        return _("the same father’s name"), ""
    if one.level in APART or one.level == "initial_other":
        return "", _("fathers’ names differ: %(one)s and %(other)s") % both
    return "", ""


def _birth(one: FieldSeen, mine: Facts, theirs: Facts) -> Said:
    agrees = one.level in BORN_ALIKE
    if mine.births and theirs.births:
        both = {"one": mine.birth_words, "other": theirs.birth_words}
        if agrees and one.level != "slip":
            return _("born %(day)s in both") % {"day": min(both.values(), key=len)}, ""
        if agrees:
            return _("birth dates nearly agree: %(one)s and %(other)s") % both, ""
        return "", _("birth dates differ: %(one)s and %(other)s") % both
    if _has_age(mine) and _has_age(theirs):
        both = {"one": mine.age_words, "other": theirs.age_words}
        if agrees:
            return _("age %(one)s and %(other)s") % both, ""
        return "", _("ages differ: %(one)s and %(other)s") % both
    dated, aged = (mine, theirs) if mine.births else (theirs, mine)
    both = {"age": aged.age_words, "day": dated.birth_words}
    if agrees:
        return _("age %(age)s fits the birth date %(day)s") % both, ""
    return "", _("age %(age)s does not fit the birth date %(day)s") % both


def _sex(one: FieldSeen, _mine: Facts, _theirs: Facts) -> Said:
    return "", _("the sex differs") if one.level == "other" else ""


def _event(one: FieldSeen, mine: Facts, theirs: Facts) -> Said:
    first, second, days = likeness_facts.nearest_days(mine, theirs)
    if one.level in ("day", "day_place") and first and second:
        return _("%(day)s in both") % {"day": min(first.day_words, second.day_words, key=len)}, ""
    if one.level != "apart" or not days:
        return "", ""
    return "", ngettext("%(days)s day apart", "%(days)s days apart", days) % {"days": days}


def _place(one: FieldSeen, mine: Facts, theirs: Facts) -> Said:
    closeness, here, there = likeness_facts.nearest_places(mine, theirs)
    here, there = here or mine.where_words, there or theirs.where_words
    if one.level == "same":
        return min(here, there, key=len) if closeness != "same" else here, ""
    if one.level == "within":
        return _("%(one)s and %(other)s lie one in the other") % {"one": here, "other": there}, ""
    return "", _("other places") if one.level == "other" else ""


def _kin(one: FieldSeen, _mine: Facts, _theirs: Facts) -> Said:
    both = {"one": one.left, "other": one.right}
    if one.level == "same":
        return _("relatives’ names agree: %(one)s and %(other)s") % both, ""
    return "", _("relatives’ names differ: %(one)s and %(other)s") % both


def _lists(one: FieldSeen, _mine: Facts, _theirs: Facts) -> Said:
    return (_("the same row of a list"), "") if one.level == "same_row" else ("", _("two rows of one list"))


def _national_id(one: FieldSeen, _mine: Facts, _theirs: Facts) -> Said:
    same = one.level == "same"
    return (_("the same identity number"), "") if same else ("", _("the identity numbers differ"))


def _group(_one: FieldSeen, _mine: Facts, _theirs: Facts) -> Said:
    return "", _("one of them is a group")


TELLERS: dict[str, Callable[[FieldSeen, Facts, Facts], Said]] = {
    "birth": _birth, "sex": _sex, "event": _event, "place": _place, "kin": _kin, "lists": _lists,
    "national_id": _national_id, "group": _group,
}  # fmt: skip


def _shared_ties(mine: Facts, theirs: Facts) -> bool:
    return bool({kind for kind, _name in mine.kin} & {kind for kind, _name in theirs.kin})


def _has_age(facts: Facts) -> bool:
    return facts.age_low is not None or facts.age_high is not None


def _plain(word: str) -> str:
    return word.casefold().strip(".,").replace("ё", "е")


def _script(text: str) -> str:
    if not CYRILLIC.search(text):
        return "latin"
    return "kazakh" if KAZAKH.intersection(text) else "russian"
