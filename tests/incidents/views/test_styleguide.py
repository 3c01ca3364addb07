"""The page of components: it shows every status and level, and everybody signed in may look."""

import gzip
import re

import pytest
from django.test import Client
from django.urls import reverse

from incidents.vocabulary import Confirmation, Status

PAGE = reverse("desk:styleguide")
CHARTS = reverse("desk:styleguide_charts")


@pytest.mark.parametrize("role", ["activist", "reviewer", "admin"])
def test_every_role_sees_every_component_in_every_state(request, client_of, role):
    text = client_of(request.getfixturevalue(role)).get(PAGE).content.decode()
    assert all(f"st-{kind}" in text for kind in Status.values)
    assert all(f'class="sure {level}"' in text for level in Confirmation.values)
    assert "There is a problem" in text
    assert 'aria-sort="ascending"' in text
    assert ('class="exit"' in text) is (role == "activist")


def test_a_table_says_how_it_is_sorted(client_of, admin):
    text = client_of(admin).get(PAGE, {"sort": "-where", "page": "3"}).content.decode()
    assert 'aria-sort="descending"' in text
    assert "101 to 150 of 1040" in text


@pytest.mark.django_db
def test_the_components_are_not_shown_to_strangers():
    assert Client().get(PAGE).status_code == 302


def test_the_components_are_only_looked_at(client_of, admin):
    assert client_of(admin).post(PAGE).status_code == 405


@pytest.mark.parametrize(("show", "many"), [("", 5), ("bars", 7)])
def test_every_chart_is_shown_in_every_state_and_all_together_are_light(client_of, activist, show, many):
    page = client_of(activist).get(CHARTS, {"show": show}).content
    text = page.decode()
    assert text.count('class="c-wide"') == text.count('class="c-narrow"') == text.count("data-chart") == many
    assert text.count("charts.js") == 1
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert len(gzip.compress(page)) < 15 * 1024


@pytest.mark.django_db
def test_charts_are_not_shown_to_strangers():
    assert Client().get(CHARTS).status_code == 302
