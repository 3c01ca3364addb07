"""Saving while one types: the same verbs, a small answer, and never a secret."""

import pytest
from django.urls import reverse

from incidents.models import Report, SourceIdentity
from tests.incidents.views.intake_walk import begin, family, fields, fill, step_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, activist):
    return client_of(activist)


def autosave(client, ref, step, **values):
    return client.post(reverse("desk:report_autosave", args=[ref, step]), values)


def test_what_was_typed_so_far_is_kept_and_the_version_comes_back(client):
    ref = begin(client)
    form = fields(client.get(step_url(ref, "what")))
    answer = autosave(client, ref, "what", **form | {"narrative": "half a sen"})
    report = Report.objects.get(ref=ref)
    assert answer.json()["version"] == report.version
    assert len(answer.json()["saved_at"]) == 5
    assert report.draft["what"]["narrative"] == "half a sen"


def test_autosave_and_the_button_of_one_page_never_disturb_each_other(client):
    ref = begin(client)
    form = fields(client.get(step_url(ref, "what")))
    autosave(client, ref, "what", **form | {"narrative": "half a sen"})
    answer = client.post(step_url(ref, "what"), form | {"narrative": "half a sentence and more"})
    assert answer.status_code == 302


def test_another_page_is_told_that_it_is_behind(client):
    ref = begin(client)
    first, second = (fields(client.get(step_url(ref, "what"))) for _tab in range(2))
    autosave(client, ref, "what", **first)
    answer = autosave(client, ref, "what", **second)
    assert answer.status_code == 409
    assert answer.json()["version"] == Report.objects.get(ref=ref).version


def test_secrets_are_not_saved_while_they_are_typed(client):
    ref = begin(client)
    form = fields(client.get(step_url(ref, "source")))
    autosave(client, ref, "source", **form | {"name": "Wqz", "contact": "+770", "note": "cal"})
    assert not SourceIdentity.objects.exists()
    assert "Wqz" not in str(Report.objects.get(ref=ref).draft)


def test_an_open_name_that_was_saved_stays_while_the_rest_is_typed(client):
    ref = begin(client)
    fill(client, step_url(ref, "source"), kind="outlet", protection="open", name="Invented Newsroom")
    form = fields(client.get(step_url(ref, "source")))
    autosave(client, ref, "source", **form | {"derived_words": "a paper"})
    assert Report.objects.get(ref=ref).draft["source"]["name"] == "Invented Newsroom"


def test_a_box_unticked_for_a_moment_takes_no_act_away(client):
    ref = family(client)
    key = Report.objects.get(ref=ref).draft["people"][0]["key"]
    url = reverse("desk:report_person", args=[ref, key])
    form = fields(client.get(url)) | {"kinds": ["wounded"]}
    assert client.post(reverse("desk:person_autosave", args=[ref, key]), form).status_code == 200
    assert [act["kind"] for act in Report.objects.get(ref=ref).draft["people"][0]["acts"]] == ["killed", "wounded"]


def test_a_new_person_is_saved_under_the_key_of_the_page(client):
    ref = begin(client)
    url = reverse("desk:report_person", args=[ref, "new"])
    form = fields(client.get(url)) | {"name": "Айд"}
    client.post(reverse("desk:person_autosave", args=[ref, "new"]), form)
    client.post(url, form | {"name": "Айдар"})
    assert [person["name"] for person in Report.objects.get(ref=ref).draft["people"]] == ["Айдар"]


def test_an_act_is_saved_while_it_is_typed(client):
    ref = begin(client)
    act = fill(client, reverse("desk:report_person", args=[ref, "new"]), name="А", kinds=["killed"], go="more").url
    form = fields(client.get(act)) | {"excerpt": "half a sen"}
    assert client.post(f"{act}autosave/", form).status_code == 200
    assert Report.objects.get(ref=ref).draft["people"][0]["acts"][0]["excerpt"] == "half a sen"


def test_only_a_form_is_saved_so(client, other_activist, client_of):
    ref = begin(client)
    for step in ("evidence", "check", "nonsense"):
        assert autosave(client, ref, step).status_code == 404
    assert client.get(reverse("desk:report_autosave", args=[ref, "what"])).status_code == 405
    assert autosave(client_of(other_activist), ref, "what").status_code == 404
