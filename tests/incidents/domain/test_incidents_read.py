"""Reading incidents."""

import pytest

from incidents.domain import dates
from incidents.domain.queries import incidents
from incidents.models import ActActor, Actor, Evidence, EvidenceBearing
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, IncidentFactory, ReportFactory
from tests.incidents.people_samples import found, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def shots(reviewer):
    day = dates.parse("2022-01-08")
    return IncidentFactory(title="Shots at a car", created_by=reviewer, when_edtf=day.edtf, when_lower=day.lower, when_upper=day.upper,
                           place_text="near the bridge")  # fmt: skip


def titles(user, **chosen):
    return [(incident.title, incident.people) for incident in incidents.page(user, chosen, 1)]


def test_the_list_counts_each_person_once(reviewer, second_reviewer, shots):
    person = held(reviewer, name="Айдар Тасгеров", incident=shots)
    found(person, reviewer, second_reviewer, incident=shots)
    held(reviewer, describing="a boy", incident=shots)
    assert titles(reviewer) == [("Shots at a car", 2)]


@pytest.mark.parametrize(
    ("chosen", "matches"),
    [({"q": "CAR"}, True), ({"q": "boat"}, False), ({"place": "bridge"}, True), ({"place": "mill"}, False),
     ({"since": dates.parse("2022-01-08")}, True), ({"since": dates.parse("2022-01-09")}, False),
     ({"until": dates.parse("2022-01")}, True), ({"until": dates.parse("2021")}, False)],
)  # fmt: skip
def test_each_filter_narrows(reviewer, shots, chosen, matches):
    assert bool(titles(reviewer, **chosen)) is matches


def test_an_incident_is_found_by_its_reference(reviewer, shots):
    assert titles(reviewer, q=shots.ref.lower()) == [("Shots at a car", 0)]
    assert incidents.by_ref(reviewer, shots.ref[2:].lower()).get() == shots


def test_an_activist_sees_none(activist, shots):
    assert titles(activist) == []
    assert not incidents.by_ref(activist, shots.ref).exists()


def test_the_page_has_people_reports_parts_and_who_is_alleged_to_have_acted(reviewer, shots):
    person = held(reviewer, name="Айдар Тасгеров", incident=shots)
    inner = IncidentFactory(title="The second shot", parent=shots, created_by=reviewer)
    army = Actor.objects.create(key="x-army", kind="armed_forces", name_en="Army", name_ru="Армия", name_kk="Армия")
    police = Actor.objects.create(key="x-police", kind="police", name_en="Police", name_ru="Полиция", name_kk="Полиция")
    shots.actors.add(police)
    ActActor.objects.create(act=person.mentions.get().acts.get(), actor=army, involvement="ordered")
    told = incidents.IncidentPage(reviewer, shots)
    assert (told.people, told.parts) == ([person], [inner])
    assert told.alleged == [("Army", "ordered, as alleged"), ("Police", "")]
    assert told.reports == [person.mentions.get().report]
    assert told.where == "near the bridge"


def test_an_admin_reads_only_accepted_reports_of_it(admin, reviewer, shots):
    held(reviewer, name="Айдар Тасгеров", incident=shots, report=ReportFactory(taken_by=reviewer))
    assert incidents.IncidentPage(admin, shots).reports == []
    accepted = ReportFactory(taken_by=reviewer, status=ReportStatus.ACCEPTED)
    held(reviewer, name="Ерлан Белтыбор", incident=shots, report=accepted)
    assert incidents.IncidentPage(admin, shots).reports == [accepted]


def test_the_page_shows_what_bears_on_it_or_on_an_act_in_it_once(reviewer, admin, shots):
    mention = held(reviewer, name="Айдар Тасгеров", incident=shots).mentions.get()
    author = mention.report.submitter
    pieces = [
        Evidence.objects.create(ref=f"E-{number}", report=mention.report, kind="not_held", note="A film",
                                added_by=author, added_at=NOW)
        for number in range(3)
    ]  # fmt: skip
    for piece in pieces[:2]:
        EvidenceBearing.objects.create(evidence=piece, incident=shots, by=author, at=NOW)
    EvidenceBearing.objects.create(evidence=pieces[0], act=mention.acts.get(), by=author, at=NOW)
    gone = EvidenceBearing.objects.get(evidence=pieces[1])
    gone.removed_at, gone.removed_by = NOW, author
    gone.save()
    assert incidents.IncidentPage(reviewer, shots).evidence == pieces[:1]
    assert incidents.IncidentPage(admin, shots).evidence == []
