"""The queue of likely same persons."""

import pytest
from django.urls import reverse

from tests.incidents.alike_samples import group, held

pytestmark = pytest.mark.django_db


def test_a_group_waits(client_of, activist, reviewer):
    pair = held(activist, reviewer, "Бахытжан Жагипаров"), held(activist, reviewer, "Bakhytzhan Zhagiparov", days=1)
    found = group(pair)
    client = client_of(reviewer)
    page = client.get(reverse("desk:alike")).content.decode()
    assert "Бахытжан Жагипаров" in page
    assert client.get(reverse("desk:alike_group", args=[found.pk])).status_code == 200
