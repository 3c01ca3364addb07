"""Records side by side: what the page says of them, and the one decision that a reviewer makes there."""

import re

import pytest
from django.urls import reverse

from tests.incidents.alike_samples import held

pytestmark = pytest.mark.django_db


def at(*keys, **more) -> str:
    return (
        reverse("desk:compare") + "?" + "&".join([f"of={key}" for key in keys] + [f"{k}={v}" for k, v in more.items()])
    )


def key_of(mention) -> str:
    return f"{mention.report.ref}~{mention.key}"


def page_of(client, *keys, **more) -> str:
    answer = client.get(at(*keys, **more))
    assert answer.status_code == 200
    return answer.content.decode()


def posted(client, page: str, verdict: str, **changes):
    """What the form of the page sends when a button is pressed."""
    form = page[page.index('action="/desk/compare/decide/"') :]
    fields = {}
    for name, value in re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    because = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", form, re.S)
    return client.post("/desk/compare/decide/", fields | {"because": because[1], "verdict": verdict} | changes)


@pytest.fixture
def pair(activist, reviewer):
    """One boy under two spellings, the second one later."""
    first = held(activist, reviewer, "Бахытжан Жагипаров", age_low=15, age_high=15, sex="male")
    return first, held(activist, reviewer, "Bakhytzhan Zhagiparov", days=1, age_low=15, age_high=15, sex="male")


@pytest.fixture
def client(client_of, reviewer):
    return client_of(reviewer)


def test_two_spellings_stand_side_by_side_in_both_scripts_with_reasons(client, pair):
    page = page_of(client, *(person.ref for person in pair))
    assert "Very likely." in page
    assert "Бахытжан Жагипаров" in page
    assert page.count("Bakhytzhan Zhagiparov") >= 2
    assert "Taldykorgan" in page
    assert f"{pair[0].ref} stays; whoever opens {pair[1].ref} finds it there." in page
