"""The case list as it goes out: what goes, what stays, and what the log keeps of it."""

import hashlib

import pytest

from incidents.domain import disclosure
from incidents.domain.places import fold_place
from incidents.exports import csv
from incidents.models import AuditEvent, AuditSet, Place
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Consent, Disclosure, Protection, ReportStatus
from tests.factories import ReportFactory, SourceFactory, UserFactory
from tests.incidents.domain.exporting.export_samples import ask, export, last, raw, rows
from tests.incidents.people_samples import AT, found, held, told

pytestmark = pytest.mark.django_db
SECRET = "kanarienvogel"


@pytest.fixture
def world(reviewer, second_reviewer):
    """A secret word in every field that must not reach others."""
    submitter = UserFactory(username=f"{SECRET}-user", name=f"{SECRET} submitter", email=f"{SECRET}@example.org")
    source = SourceFactory(name=f"{SECRET} organisation", protection=Protection.TEAM, created_by=submitter)
    report = ReportFactory(
        source=source, submitter=submitter, taken_by=reviewer, status=ReportStatus.ACCEPTED, consent=Consent.PUBLIC,
        title=f"{SECRET} title", narrative=f"{SECRET} narrative", translation_caveats=SECRET, derived_words=SECRET,
    )  # fmt: skip
    act = {"stated_reason": SECRET, "stated_reason_by": SECRET, "excerpt": SECRET, "custody_place": SECRET}
    person = held(reviewer, name="Айдар Тасгеров", report=report, occupation=SECRET, participation_by=SECRET,
                  resolution_reason=SECRET)  # fmt: skip
    told(person, report, name="Айдар Тасгеров", act=act)
    found(person, reviewer, second_reviewer, rationale=f"{SECRET} rationale", decision_words=SECRET)
    return person


@pytest.mark.parametrize("circle", [Disclosure.PARTNER, Disclosure.PUBLIC])
def test_no_secret_word_reaches_others(admin, world, circle):
    made = export(admin, circle=circle)
    text = raw(made).decode()
    assert "Айдар Тасгеров" in text
    assert SECRET not in text


def test_the_team_gets_sources_reviewers_and_reasons_but_no_narrative_and_no_submitter(admin, world, reviewer):
    [row] = rows(export(admin, circle=Disclosure.INTERNAL, agreed_by=UserFactory(role="admin")))
    assert row["Who says it"] == f"{SECRET} organisation (B)"
    assert row["Reviewers"] == "Dana Test; Erlan Test"
    assert row["Reason of the findings"] == f"{SECRET} rationale"
    assert "narrative" not in str(row)
    assert "submitter" not in str(row)


@pytest.mark.parametrize("circle", [Disclosure.PARTNER, Disclosure.PUBLIC])
@pytest.mark.parametrize("consent", [Consent.NOT_ASKED, Consent.PARTNERS, Consent.PUBLIC])
def test_a_name_goes_as_far_as_its_consent(admin, reviewer, circle, consent):
    held(reviewer, name="Айдар Тасгеров", consent=consent)
    [row] = rows(export(admin, circle=circle))
    allowed = consent in disclosure.NAME_NEEDS[circle]
    assert row["Name"] == ("Айдар Тасгеров" if allowed else "withheld")


def test_people_who_must_stay_are_left_out_and_counted(admin, reviewer):
    held(reviewer, name="Айдар Тасгеров", consent=Consent.REFUSED)
    held(reviewer, describing="a boy of about 12", consent=Consent.NOT_ASKED)
    made = export(admin, circle=Disclosure.PUBLIC)
    assert (made.rows, made.left_out) == (1, 1)
    assert (last().detail["rows"], last().detail["left_out"]) == (1, 1)


def test_the_unnamed_are_exported_as_people(admin, reviewer, second_reviewer):
    person = held(
        reviewer, describing="a boy of about 12", sex="male", age_low=12, age_high=12, consent=Consent.PARTNERS
    )
    found(person, reviewer, second_reviewer)
    [row] = rows(export(admin))
    assert (row["Reference"], row["Name"], row["Described as"]) == (person.ref, "", "a boy of about 12")
    assert (row["Status now"], row["How sure"], row["Age, lowest"], row["When"]) == (
        "Killed",
        "Weak",
        "12",
        "8 January 2022",
    )


def test_the_log_keeps_what_went_out_and_the_fingerprint_is_the_files(admin, reviewer):
    person = held(reviewer, name="Айдар Тасгеров")
    made = export(admin, "sex=unknown&sort=newest", ["ref", "name"], purpose="for the partner list")
    file = raw(made)
    event = last()
    assert hashlib.sha256(file).hexdigest() == made.sha256 == event.detail["sha256"]
    assert (event.by, event.role, event.at, event.kind) == (admin.ref, "admin", AT, "export")
    assert event.detail["filter"] == {"sex": "unknown", "sort": "newest"}
    assert event.detail["columns"] == ["ref", "name"]
    assert (event.detail["disclosure"], event.detail["format"], event.detail["purpose"]) == (
        "partner",
        "csv",
        "for the partner list",
    )
    assert event.records == hashlib.sha256(person.ref.encode()).hexdigest()
    assert AuditSet.objects.get(pk=event.records).refs == [person.ref]


def test_the_log_keeps_no_name_that_somebody_searched_for(admin, reviewer):
    person = held(reviewer, name="Айдар Тасгеров")
    export(admin, "q=Тасгеров&source=Тасгеров&place=Тасгеров")
    assert last().detail["filter"] == {"q": "…", "source": "…", "place": "…"}
    export(admin, f"q={person.ref.lower()}")
    assert last().detail["filter"] == {"q": person.ref}


def test_a_known_place_is_kept_by_its_key(admin, reviewer):
    Place.objects.create(key="city-x", kind="city", name_en="Zzz", name_ru="Ж", name_kk="Ж", folded=[fold_place("Zzz")])
    export(admin, "place=zzz")
    assert last().detail["filter"] == {"place": "city-x"}


def test_the_file_holds_exactly_those_who_match(admin, reviewer):
    held(reviewer, name="Айдар Тасгеров", sex="male")
    held(reviewer, name="Әсел Тасгерова", sex="female")
    assert [row["Name"] for row in rows(export(admin, "sex=female"))] == ["Әсел Тасгерова"]


def test_columns_come_in_the_order_that_was_chosen(admin, reviewer):
    held(reviewer, name="Айдар Тасгеров")
    assert csv.read(raw(export(admin, columns=["sex", "ref"])))[0] == ["Sex", "Reference"]


@pytest.mark.parametrize(
    ("circle", "columns"),
    [
        ("public", ["ref", "sources"]),
        ("public", ["variants"]),
        ("partner", ["rationale"]),
        ("partner", ["nonsense"]),
    ],
)
def test_a_column_beyond_the_circle_is_refused_and_nothing_is_recorded(admin, world, circle, columns):
    with pytest.raises(Unfit) as refused:
        ask(admin, columns=columns, circle=circle)
    assert refused.value.field == "columns"
    assert not AuditEvent.objects.filter(verb__startswith="export").exists()


def test_an_unknown_circle_is_refused(admin):
    with pytest.raises(Unfit):
        ask(admin, columns=["ref"], circle="everybody")


def test_a_filter_that_cannot_be_read_exports_nobody(admin, world):
    with pytest.raises(Unfit):
        export(admin, "age_from=old")
    assert not AuditEvent.objects.filter(verb__startswith="export").exists()


@pytest.mark.parametrize("role", ["activist", "reviewer"])
def test_only_an_admin_exports(role):
    with pytest.raises(Denied):
        ask(UserFactory(role=role))


def test_formulas_in_names_do_not_run(admin, reviewer):
    held(reviewer, name="=HYPERLINK Тасгеров", consent=Consent.PUBLIC)
    assert "'=HYPERLINK" in raw(export(admin, columns=["name"])).decode()
