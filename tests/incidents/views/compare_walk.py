"""Opening records side by side, and pressing a button of the page."""

import re

from django.urls import reverse


def at(*keys, **more) -> str:
    asked = [f"of={key}" for key in keys] + [f"{name}={value}" for name, value in more.items()]
    return f"{reverse('desk:compare')}?{'&'.join(asked)}"


def key_of(mention) -> str:
    return f"{mention.report.ref}~{mention.key}"


def page_of(client, *keys, **more) -> str:
    answer = client.get(at(*keys, **more))
    assert answer.status_code == 200
    return answer.content.decode()


def filled(page: str) -> dict:
    """What the form of the page holds before a button is pressed."""
    form = page[page.index('action="/desk/compare/decide/"') :]
    fields = {}
    for name, value in re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    return fields | {"because": re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", form, re.DOTALL)[1]}


def press(client, page: str, verdict: str, **changes):
    return client.post(reverse("desk:compare_decide"), filled(page) | {"verdict": verdict} | changes)
