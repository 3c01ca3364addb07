"""How a person walks through the pages of intake, for the tests: every form sent as a browser would send it."""

import re
from html.parser import HTMLParser

from django.urls import reverse

FAMILY_FIELDS = {
    "what": {"narrative": "A car was shot at near the bridge.", "day": "8", "month": "1", "year": "2022",
             "place": "Taldykorgan"},
}  # fmt: skip


class Fields(HTMLParser):
    """The fields of the forms on a page with the values they show: one dictionary for each form, lists for boxes."""

    def __init__(self, page: str):
        super().__init__()
        self.forms, self.select, self.area = [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        marks = dict(attrs)
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self.select = marks.get("name")
        elif tag == "option" and self.select and "selected" in marks:
            self.forms[-1][self.select] = marks.get("value", "")
        elif tag == "textarea" and marks.get("name"):
            self.area = marks["name"]
            self.forms[-1][self.area] = ""
        elif tag == "input" and marks.get("name") and self.forms:
            self._input(marks)

    def _input(self, marks):
        name, value, kind = marks["name"], marks.get("value", "on"), marks.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in marks:
            return
        if kind == "checkbox" and name in ("kinds", "more_kinds"):
            self.forms[-1].setdefault(name, []).append(value)
        elif kind != "file":
            self.forms[-1][name] = marks.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.forms[-1][self.area] += data


def fields(response, having: str = "version") -> dict:
    """What the form with this field would send, untouched."""
    forms = [form for form in Fields(response.content.decode()).forms if having in form]
    return {name: value for name, value in forms[-1].items() if name != "csrfmiddlewaretoken"}


def begin(client) -> str:
    """A new draft; its reference."""
    start = client.get(reverse("desk:report_new"))
    answer = client.post(reverse("desk:report_new"), fields(start, "key"))
    return re.search(r"/reports/(R-\w+)/", answer.url)[1]


def step_url(ref: str, step: str) -> str:
    """The address of a step."""
    return reverse("desk:report_step", args=[ref, step])


def fill(client, url: str, **typed):
    """Open a page, type into its form, send it. The answer, not followed."""
    return client.post(url, fields(client.get(url)) | typed)


def family(client) -> str:
    """A family of three, typed as a person would, up to the check page. Its reference."""
    ref = begin(client)
    answer = fill(client, step_url(ref, "what"), **FAMILY_FIELDS["what"])
    answer = fill(client, answer.url, describing="the husband", age="40", sex="male", kinds=["killed"], go="another")
    page = client.get(answer.url)
    husband = re.search(r'value="spouse:([0-9a-f-]+)"', page.content.decode())[1]
    answer = fill(
        client, answer.url, describing="the wife", age="38", sex="female", kin_1=f"spouse:{husband}", go="another"
    )
    page = client.get(answer.url)
    both = re.search(r'value="(child:[0-9a-f-]+\+[0-9a-f-]+)"', page.content.decode())[1]
    fill(client, answer.url, name="Ботагөз Үлгібаева", age="15", sex="female", kin_1=both)
    fill(client, step_url(ref, "people"))
    fill(client, step_url(ref, "source"), kind="person", knowing="relative", protection="secret", name="Wjanqex Hidden")
    fill(client, step_url(ref, "evidence"))
    fill(client, step_url(ref, "consent"), consent="partners")
    return ref
