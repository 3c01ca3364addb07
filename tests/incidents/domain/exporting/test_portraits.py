"""The list with portraits: whose picture goes to whom, and that no original ever does."""

import pytest

from incidents.domain import store
from incidents.domain.exporting import printed
from incidents.domain.exporting.tables import KINDS
from incidents.models import Evidence, Report
from incidents.policies import Unfit
from incidents.vocabulary import Bearing, Consent, CopyKind, Disclosure, ExportWhat, Rights
from tests.incidents.domain.bundles.samples import case, redacted
from tests.incidents.domain.exporting.asking import asked, made
from tests.incidents.people_samples import AT, held

pytestmark = pytest.mark.django_db
ORIGINAL = b"the original, which nobody gets"


@pytest.fixture
def portrait(reviewer, second_reviewer):
    """A person with a picture that is tied to the person as told."""

    def make(bearing=Bearing.SUPPORTS, **facts):
        person, piece = case(reviewer, second_reviewer, picture=ORIGINAL, **facts)
        piece.bearings.create(bearing=bearing, mention=person.mentions.get(), by=reviewer, at=AT)
        return person, piece

    return make


def of(user, circle=Disclosure.INTERNAL, columns=("name", "status")):
    [only], leaving = made(ExportWhat.PORTRAITS, asked(user, circle, columns=columns))
    return only, leaving


@pytest.mark.parametrize("circle", Disclosure.values)
def test_a_picture_that_may_go_goes_as_a_copy(admin, portrait, circle):
    person, piece = portrait()
    entry, leaving = of(admin, circle)
    assert entry["picture"] == b"view"
    assert entry["portrait"] == f"Picture of {person.ref}"
    assert leaving.also == [piece.original.copies.get(kind=CopyKind.VIEW).sha256]


@pytest.mark.parametrize("circle", Disclosure.values)
def test_a_redacted_picture_goes_instead_of_the_open_one(admin, portrait, circle):
    _person, piece = portrait()
    redacted(piece, b"black boxes")
    assert of(admin, circle)[0]["picture"] == b"black boxes"


@pytest.mark.parametrize(
    ("circle", "facts"),
    [
        (Disclosure.PARTNER, {"consent": Consent.NOT_ASKED}),
        (Disclosure.PUBLIC, {"consent": Consent.PARTNERS}),
        (Disclosure.PUBLIC, {"rights": Rights.PUBLISHED}),
        (Disclosure.PUBLIC, {"sensitivities": ("faces",)}),
        (Disclosure.INTERNAL, {"sensitivities": ("graphic",)}),
        (Disclosure.INTERNAL, {"bearing": Bearing.CONTRADICTS}),
    ],
)
def test_otherwise_it_says_that_there_is_no_picture(admin, portrait, circle, facts):
    portrait(**facts)
    entry, leaving = of(admin, circle)
    assert (entry["picture"], entry["portrait"], leaving.also) == (None, "no picture", [])


def test_a_picture_of_the_report_that_nobody_tied_to_the_person_is_no_portrait(admin, reviewer, second_reviewer):
    case(reviewer, second_reviewer)
    assert of(admin)[0]["picture"] is None


def test_a_picture_whose_copy_is_gone_from_the_store_stays_out_without_a_word_of_error(admin, portrait):
    _person, piece = portrait()
    store.discard(piece.original.copies.get(kind=CopyKind.VIEW).stored)
    assert of(admin)[0]["picture"] is None


def test_only_the_chosen_columns_stand_beside_it_and_the_name_needs_its_leave(admin, reviewer, portrait):
    person, _piece = portrait()
    assert of(admin)[0]["facts"] == [("Name", "Айдар Тасгеров"), ("Status now", "Killed")]
    Report.objects.update(consent=Consent.NOT_ASKED)
    entry, _leaving = of(admin, Disclosure.PARTNER)
    assert (entry["title"], entry["facts"][0]) == (person.ref, ("Name", "withheld"))


def test_a_column_beyond_the_circle_is_refused(admin, portrait):
    portrait()
    with pytest.raises(Unfit, match="may not go to this circle"):
        of(admin, Disclosure.PUBLIC, columns=("name", "rationale"))


def test_a_file_goes_out_no_more_once_a_picture_may_not(admin, portrait):
    _person, piece = portrait()
    wanted = asked(admin, Disclosure.PARTNER, columns=("name",))
    _rows, leaving = made(ExportWhat.PORTRAITS, wanted)
    kind = KINDS[ExportWhat.PORTRAITS]
    assert kind.still_goes(wanted, leaving.also)
    Evidence.objects.filter(pk=piece.pk).update(rights=Rights.NONE)
    assert not kind.still_goes(wanted, leaving.also)


def test_more_people_than_are_printed_are_refused_with_a_sentence(admin, reviewer, portrait, monkeypatch):
    monkeypatch.setattr(printed, "MOST_PORTRAITS", 1)
    portrait()
    held(reviewer, name="Марат А.")
    with pytest.raises(Unfit, match="Choose fewer, or take a spreadsheet"):
        of(admin)
