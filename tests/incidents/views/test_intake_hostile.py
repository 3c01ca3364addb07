"""Bad input into every field of every page: a sentence or a page of ours, never a 500, and a report that still opens."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents.domain import intake
from incidents.forms.intake import ConsentForm, PeopleForm, SourceForm, WhatForm
from incidents.forms.intake_evidence import FilesForm, LinkForm, NotHeldForm
from incidents.forms.intake_person import ActForm, PersonPageForm
from incidents.models import Report
from tests.incidents.domain.intake_samples import family, new_key
from tests.incidents.views.intake_walk import begin, fields, step_url

pytestmark = pytest.mark.django_db
BAD = ["x" * 20_000, "a\u202eb", "\u200b\u200d", "e" + "\u0301" * 50, "<script>alert(1)</script>", "'\"--;", "{{7*7}}",
       "2022-02-30", "31.12.9999", "-5", "9" * 500, "²", "٣", "\r\n\t"]  # fmt: skip
WORST = "-9<script>alert(1)</script>\u202e\u200b'\"--{{7*7}}²٣" + "\u0301" * 9
STEP_FORMS = {"what": WhatForm, "people": PeopleForm, "source": SourceForm, "consent": ConsentForm}
PERSON_FIELDS = [*PersonPageForm.base_fields, "kin_1", "kin_4", "certainty", "key"]
FILE_FORMS = {"file": FilesForm, "link": LinkForm, "not_held": NotHeldForm}
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
OK = (200, 302)


@pytest.fixture
def client(client_of, activist):
    return client_of(activist)


@pytest.fixture
def ref(activist):
    """A draft with everything but the consent in it."""
    row = intake.start(by=activist, at=AT, key=new_key())
    told = family()
    for step in ("what", "people", "source"):
        values = {"people": told["people"], "kin": told["kin"]} if step == "people" else told[step]
        row = intake.save(report=row, step=step, values=values, by=activist, at=AT, version=row.version)
    return row.ref


def person_url(ref: str) -> str:
    return reverse("desk:report_person", args=[ref, first(ref)["key"]])


def act_url(ref: str) -> str:
    return reverse("desk:report_act", args=[ref, first(ref)["key"], first(ref)["acts"][0]["key"]])


def first(ref: str) -> dict:
    return Report.objects.get(ref=ref).draft["people"][0]


def survives(client, ref: str, url: str) -> None:
    """Whatever was sent, the pages still open and nothing runs."""
    for shown in (url, step_url(ref, "check"), reverse("desk:my_reports"), reverse("desk:report_page", args=[ref])):
        answer = client.get(shown)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def pierce(client, ref: str, url: str, names: list[str]) -> None:
    """The worst into every third field, the others left out, until each had it; the page opens again."""
    for turn in range(3):
        version = Report.objects.get(ref=ref).version
        answer = client.post(url, {"version": version} | dict.fromkeys(names[turn::3], WORST))
        assert answer.status_code in OK, names[turn::3]
        assert "<script>alert" not in answer.content.decode()
    again = client.get(url)
    assert again.status_code == 200
    assert "<script>alert" not in again.content.decode()


def attack(client, url: str, names: list[str], values: list[str]) -> None:
    """Each value into all the named fields at once."""
    form = fields(client.get(url))
    for value in values:
        answer = client.post(url, form | dict.fromkeys(names, value))
        assert answer.status_code in OK, (names, value[:20])
        assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("step", STEP_FORMS)
def test_no_field_of_a_step_breaks_it(client, ref, step):
    pierce(client, ref, step_url(ref, step), list(STEP_FORMS[step].base_fields))


@pytest.mark.parametrize("step", STEP_FORMS)
def test_no_value_breaks_a_step(client, ref, step):
    attack(client, step_url(ref, step), list(STEP_FORMS[step].base_fields), BAD)
    survives(client, ref, step_url(ref, step))


def test_no_field_breaks_a_persons_page(client, ref):
    pierce(client, ref, person_url(ref), PERSON_FIELDS)


def test_no_value_breaks_a_persons_page(client, ref):
    attack(client, person_url(ref), PERSON_FIELDS, BAD)
    survives(client, ref, person_url(ref))


def test_no_field_breaks_the_page_of_an_act(client, ref):
    pierce(client, ref, act_url(ref), list(ActForm.base_fields))


def test_no_value_breaks_the_page_of_an_act(client, ref):
    url = act_url(ref)
    attack(client, url, list(ActForm.base_fields), BAD)
    survives(client, ref, url)


@pytest.mark.parametrize("what", FILE_FORMS)
def test_no_value_breaks_the_page_of_files(client, ref, what):
    for value in [WORST, *BAD]:
        sent = {f"{what}-{name}": value for name in FILE_FORMS[what].base_fields}
        assert client.post(step_url(ref, "evidence"), {"what": what, "version": "1", **sent}).status_code in OK
    survives(client, ref, step_url(ref, "evidence"))


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 400, "1.5", "٣", "\u202e"])
def test_a_spoilt_version_is_an_old_one(client, ref, version):
    form = fields(client.get(step_url(ref, "what"))) | {"version": version, "tab": "another"}
    answer = client.post(step_url(ref, "what"), form | {"narrative": "kept words"})
    assert answer.status_code in (*OK, 409)
    assert answer.status_code == 302 or "kept words" in answer.content.decode()


def test_a_spoilt_version_sends_nothing(client, ref):
    client.post(step_url(ref, "check"), {"version": "x"})
    assert Report.objects.get(ref=ref).received_at is None


def test_missing_and_repeated_parameters_break_nothing(client, ref):
    for step in ("what", "people", "source", "consent", "evidence", "check"):
        assert client.post(step_url(ref, step), {"tab": "x"}).status_code in (*OK, 409)
        assert client.post(
            step_url(ref, step), {"version": ["1", "99"], "name": ["a", "b"], "tab": "x"}
        ).status_code in (*OK, 409)


def test_ten_megabytes_in_a_name_are_too_much_at_once(client, ref):
    url = reverse("desk:report_person", args=[ref, "new"])
    answer = client.post(url, {"name": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "too much" in answer.content.decode()


def test_a_name_beyond_its_limit_is_told_and_still_there(client, ref):
    url = reverse("desk:report_person", args=[ref, "new"])
    answer = client.post(url, fields(client.get(url)) | {"name": "Ә" * 5000})
    assert "300 characters at most" in answer.content.decode()
    assert "Ә" * 5000 in answer.content.decode()


def test_wrong_methods_and_content_types_are_answered(client, ref):
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(step_url(ref, "what")).status_code == 405
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        assert client.post(step_url(ref, "what"), "{broken", content_type=kind).status_code < 500


@pytest.mark.parametrize("ref", ["R-0000000", "x", "R-" + "9" * 300, "'--", "R-7K3QFM2 ", "%2e%2e", "\u202e"])
def test_a_reference_that_nobody_has_is_not_found(client, ref):
    for name, more in (("desk:report_page", []), ("desk:report_step", ["what"]), ("desk:report_person", ["new"])):
        assert client.get(reverse(name, args=[ref, *more])).status_code in (400, 404)


def test_a_person_form_without_its_version_is_not_believed(client):
    """Also where that person was never saved before: whoever sends it must say what they saw."""
    ref = begin(client)
    url = reverse("desk:report_person", args=[ref, "new"])
    typed = fields(client.get(url)) | {"name": "Айгүл Тест"}
    typed.pop("version")
    answer = client.post(url, typed)
    assert answer.status_code == 409
    assert "Айгүл Тест" in answer.content.decode()
    assert Report.objects.get(ref=ref).draft.get("people", []) == []
