"""A claimed figure in words: the number as it was said, what it counts, who says it, when."""

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.domain import dates, gazetteer
from incidents.domain.figures import states
from incidents.domain.figures.shapes import GROUPING_FROM, quoted
from incidents.models import FigureClaim
from incidents.vocabulary import FigureMethod, FigurePopulation, FigureUnit, FigureValue, Included

SHORT = 28
FORCES_IN = {Included.YES: gettext_lazy("with security forces"), Included.NO: gettext_lazy("without security forces")}


def number(claim: FigureClaim) -> str:
    """“149”, “at least 17”, “17 to 20”, “about 150 (140 to 160)”; the words where there is no number."""
    if claim.value == FigureValue.UNKNOWN:
        return _("said to be not known")
    if claim.value == FigureValue.WORDS:
        return quoted(claim.words)
    return span(claim.low, claim.best, claim.high)


def span(low: int | None, best: int | None, high: int | None) -> str:
    """A number with its lower and upper end, each of which may be missing."""
    if best is None and low is not None and low == high:
        best = low
    ends = _ends(low, high) if (low, high) != (best, best) else ""
    if best is None:
        return ends
    return _("%(best)s (%(ends)s)") % {"best": digits(best), "ends": ends} if ends else digits(best)


def _ends(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": digits(low), "high": digits(high)}
    if low is not None:
        return _("at least %(number)s") % {"number": digits(low)}
    return _("up to %(number)s") % {"number": digits(high)} if high is not None else ""


def digits(value: int) -> str:
    """The number as the reader groups its digits."""
    return str(number_format(value, use_l10n=True, force_grouping=value >= GROUPING_FROM))


def counted(claim: FigureClaim) -> str:
    """Of whom, where and how counted, in one line."""
    method = claim.get_method_display() if claim.method != FigureMethod.NOT_STATED else ""
    return ", ".join(filter(None, [what(claim), whom(claim), where(claim), window(claim), as_of(claim), str(method)]))


def what(claim: FigureClaim) -> str:
    """“dead, however they died”; another unit than people goes before it."""
    unit = "" if claim.unit == FigureUnit.PEOPLE else str(claim.get_unit_display())
    return ", ".join(filter(None, [unit, str(claim.get_status_display())]))


def whom(claim: FigureClaim) -> str:
    """Of whom, with the claimant's own label; nothing where it is not said."""
    said = "" if claim.population == FigurePopulation.NOT_STATED else str(claim.get_population_display())
    return " ".join(filter(None, [said, quoted(claim.population_words)]))


def where(claim: FigureClaim) -> str:
    """The place by the gazetteer, or as it was typed."""
    return gazetteer.name(claim.place) if claim.place else claim.place_text


def window(claim: FigureClaim) -> str:
    """The days in which it happened."""
    return dates.words(claim.window_edtf) if claim.window_edtf else ""


def as_of(claim: FigureClaim) -> str:
    """The day of which the number is true, where it was said."""
    return _("as of %(day)s") % {"day": dates.words(claim.as_of_edtf)} if claim.as_of_edtf else ""


def claimant(claim: FigureClaim) -> str:
    """Who claims it, in the reader's language."""
    return gazetteer.name(claim.claimant)


def scope(claim: FigureClaim) -> tuple[str, ...]:
    """What it counts, in short: unit, what happened to them, where, of whom, the forces in it; without the days."""
    forces = FORCES_IN.get(claim.includes_security_forces, "")
    people = quoted(Truncator(claim.population_words).chars(SHORT)) or whom(claim)
    return str(claim.get_unit_display()), str(claim.get_status_display()), where(claim), people, str(forces)


def speaker(claim: FigureClaim) -> str:
    """Who claims it, and who said it for them."""
    return ", ".join(filter(None, [gazetteer.name(claim.claimant), claim.speaker]))


def stated(claim: FigureClaim) -> str:
    """The day on which it was stated; without one, the day on which its report came."""
    if claim.when_edtf:
        return dates.words(claim.when_edtf)
    came = states.stated_on(claim).isoformat()
    return _("day not known; the report came on %(day)s") % {"day": dates.words(came)}


def short(claim: FigureClaim) -> str:
    """One line that tells one claim from others: “149, Almaty police, 16 January 2022: dead, Almaty”."""
    told = {"number": number(claim), "who": gazetteer.name(claim.claimant), "day": stated(claim)}
    return _("%(number)s, %(who)s, %(day)s: %(counted)s") % (told | {"counted": counted(claim)})
