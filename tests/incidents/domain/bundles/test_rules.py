"""The rules alone: a wider circle never gets more, and no page goes uncovered that somebody covered."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.bundles import rules, words
from incidents.vocabulary import Consent, CopyKind, Disclosure, EvidenceKind, Rights, Sensitivity


@dataclass(frozen=True)
class Copy:
    kind: str
    page: int
    number: int


def some(values):
    return st.frozensets(st.sampled_from(values), max_size=3)


ASKED = st.builds(
    rules.Asked, kind=st.sampled_from(EvidenceKind.values), consents=some(Consent.values), rights=some(Rights.values),
    sensitivities=some(Sensitivity.values), is_nameable=st.booleans(),
)  # fmt: skip
MADE = st.lists(st.builds(Copy, st.sampled_from(CopyKind.values), st.integers(0, 3), st.integers(0, 2)), unique=True)


@given(ASKED)
def test_what_may_go_to_the_public_may_go_to_partners_and_the_team(asked):
    refused = [bool(rules.refusal(asked, circle)) for circle in ("public", "partner", "internal")]
    assert refused == sorted(refused, reverse=True)


@given(ASKED, MADE)
def test_the_public_gets_no_copy_that_partners_do_not_get(asked, made):
    assert set(rules.copies(asked, "public", made)) <= set(rules.copies(asked, "partner", made))


@given(ASKED, MADE, st.sampled_from(Disclosure.values))
def test_no_page_goes_uncovered_that_somebody_covered_and_no_veil_ever(asked, made, circle):
    gone = rules.copies(asked, circle, made)
    covered = {copy.page for copy in made if copy.kind == CopyKind.REDACTED}
    assert not [copy for copy in gone if copy.kind in rules.PICTURES and copy.page in covered]
    assert not {copy.kind for copy in gone} & {CopyKind.VEIL, CopyKind.THUMB, CopyKind.POSTER}


@given(ASKED, MADE)
def test_who_is_shown_to_the_public_was_judged_harmless_or_covered(asked, made):
    open_ = [copy for copy in rules.copies(asked, "public", made) if copy.kind != CopyKind.REDACTED]
    assert not open_ or asked.sensitivities == {Sensitivity.PLAIN}


@given(ASKED.filter(lambda asked: asked.consents & {Consent.REFUSED, Consent.INTERNAL, Consent.NOT_ASKED}))
def test_one_no_is_enough(asked):
    assert all(rules.refusal(asked, circle) for circle in ("partner", "public"))


def test_every_reason_has_words():
    codes = {value for name, value in vars(rules).items() if name.isupper() and isinstance(value, str)}
    assert codes == set(words.LEFT_OUT)
    assert words.left_out("of a later time") == words.failed("of a later time") == "of a later time"
