"""The bad inputs of the design, in every form, every list and every address: a clear answer, and never a 500."""

import re
import uuid

import pytest
from django.db import transaction
from django.http import HttpResponse

from incidents.models import Report
from tests.security import hostile
from tests.security.addresses import address, examples
from tests.security.addresses import found as every_name
from tests.security.conftest import client_of
from tests.security.hostile import Form, Reader
from tests.security.matrix import MATRIX
from tests.security.stage import ANONYMOUS

pytestmark = pytest.mark.django_db
ROLES = ("activist", "second", "admin", ANONYMOUS)
ENDS_THE_SESSION = ("account_logout", "accounts:exit")
# The words that identify a source are sealed at once and are not shown again.
KEPT_APART = ("name", "contact", "note")
# Which ways of filling a form (see `filled`) the worst texts take: all that is typed or chosen, and what is hidden.
WORST = {0: (0, 2), 1: (1, 2)}
TYPED = "Words that took long to write"


@pytest.fixture(scope="module")
def pages(stage, sessions, django_db_blocker) -> dict[str, tuple[str, HttpResponse]]:
    """Each page by its address, as the first role that it opens to sees it."""
    opened = {}
    with django_db_blocker.unblock():
        for _name, url in [*examples(stage, "GET"), ("", address(stage, "desk:review", "other_taken"))]:
            for role in ROLES:
                response = sent(sessions, role, "get", url)
                if response.status_code == 200:
                    opened[url] = (role, response)
                    break
    return opened


@pytest.fixture(scope="module")
def forms(pages) -> list[tuple[str, Form]]:
    """Every form of every page, once for each shape, with the role that may send it."""
    kept = {}
    for url, (role, response) in pages.items():
        if not response.streaming:
            for form in Reader(response.content.decode(), url).found:
                kept.setdefault(form.shape, (role, form))
    return [pair for pair in kept.values() if not pair[1].action.startswith(("/exit/", "/accounts/logout"))]


def sent(sessions, role: str, method: str, url: str, *args) -> HttpResponse:
    """One request; nothing of what it did stays."""
    with transaction.atomic():
        response = getattr(client_of(sessions, role), method)(url, *args)
        transaction.set_rollback(True)
    return response


def fault(response: HttpResponse) -> str:
    """What is wrong with the answer to something hostile, or nothing."""
    if response.status_code >= 500:
        return str(response.status_code)
    page = b"" if response.streaming else response.content
    if hostile.SCRIPT.encode() in page:
        return "gives the script back raw"
    return "gives an arithmetic answer" if hostile.ANSWER.encode() in page else ""


def filled(form: Form, text: str, shift: int) -> dict:
    """The form with the text in every field that is typed into; shifted, also in what is chosen, or in what is hidden."""
    fields = {name: list(values) for name, values in form.fields.items()} | {name: [text] for name in form.typed}
    if shift == 1:
        fields |= {name: [text] for name in form.fields if name not in form.hidden}
    if shift == 2:
        fields |= {name: [text] for name in form.hidden}
    return fields


def first_role(name: str) -> str:
    """The first role that the table lets in somewhere here; the second reviewer where only what is due opens."""
    places = {"activist": 1, "second": 2, "admin": 3}
    open_to = (role for role, place in places.items() if any(line[2][place] not in (404, 405) for line in MATRIX[name]))
    return next(open_to, "second")


def test_there_are_forms_to_try(forms):
    """Else the sweep would sweep nothing."""
    assert len(forms) > 25


@pytest.mark.parametrize("number", range(len(hostile.TEXTS)))
def test_no_form_breaks_on_a_hostile_text(number, forms, sessions):
    """The two worst in both ways that hurt most; of the others each form gets every third."""
    text, wrong = hostile.TEXTS[number], {}
    for place, (role, form) in enumerate(forms):
        for shift in WORST.get(number, (number % 3,) if place % 3 == number % 3 else ()):
            response = sent(sessions, role, "post", form.action, filled(form, text, shift))
            wrong |= {(form.action, shift): found} if (found := fault(response)) else {}
    assert wrong == {}


def test_what_was_typed_is_still_there_when_a_form_is_refused(forms, sessions):
    """With a wrong choice beside it, the words come back whole; secret words and passwords never do."""
    lost = []
    for role, form in forms:
        open_ = [name for name in form.typed if "password" not in name and name not in KEPT_APART]
        response = sent(sessions, role, "post", form.action, filled(form, TYPED, 1))
        if response.status_code in (200, 409, 422) and open_ and TYPED not in response.content.decode():
            lost.append((form.action, open_))
    assert lost == []


def test_a_nul_is_turned_away(forms, sessions):
    for role, form in forms:
        if form.typed:
            response = sent(sessions, role, "post", form.action, filled(form, hostile.NUL, 0))
            assert response.status_code == 400, form.action


def test_missing_and_doubled_parameters_break_no_form(forms, sessions):
    wrong = {}
    for role, form in forms:
        for fields in [{}, {name: ["1", "2", "x"] for name in form.fields}]:
            wrong |= {form.action: found} if (found := fault(sent(sessions, role, "post", form.action, fields))) else {}
    assert wrong == {}


@pytest.mark.parametrize("number", range(len(hostile.BODIES)))
def test_no_address_breaks_on_a_strange_body(number, stage, sessions):
    """Every third address each, so that each address gets three of them."""
    (body, kind), wrong = hostile.BODIES[number], {}
    for name, url in examples(stage, "POST")[number % 3 :: 3]:
        if name not in ENDS_THE_SESSION:
            response = sent(sessions, first_role(name), "generic", "POST", url, body, kind)
            wrong |= {url: found} if (found := fault(response)) else {}
    assert wrong == {}


def test_ten_megabytes_in_a_name_are_told_to_be_too_much(stage, sessions):
    for name, url in examples(stage, "POST")[::4]:
        if name not in ENDS_THE_SESSION:
            form = "application/x-www-form-urlencoded"
            response = sent(sessions, "activist", "generic", "POST", url, hostile.TEN_MEGABYTES, form)
            assert response.status_code == 413, url
            assert "text/html" in response.headers["Content-Type"]


def test_no_list_breaks_on_a_hostile_parameter(pages, sessions):
    """All parameters that a page offers at once: with the worst text, then each with another text, in turn."""
    wrong = {}
    for url, (role, response) in pages.items():
        names = list(dict.fromkeys([*parameters(response), "page", "sort", "before", "after"]))
        queries = [dict.fromkeys(names, hostile.TEXTS[0]), {"page": "-1", "sort": hostile.HUGE}]
        if len(names) > 6:
            queries += [spread(names, turn) for turn in range(0, len(hostile.TEXTS), 3)]
            queries += [dict.fromkeys(names, hostile.HUGE), {"page": "0"}, {"page": ["1", "x"]}]
        for query in queries:
            wrong |= {(url, *query): found} if (found := fault(sent(sessions, role, "get", url, query))) else {}
    assert wrong == {}


def spread(names: list[str], turn: int) -> dict[str, str]:
    """Each parameter another text, and another one at the next turn."""
    texts = hostile.TEXTS
    return {name: texts[(5 * place + turn) % len(texts)][:900] for place, name in enumerate(names)}


def parameters(response: HttpResponse) -> list[str]:
    """The fields of the page's own filter, and of the links that page and sort it."""
    page = "" if response.streaming else response.content.decode()
    return sorted(set(re.findall(r"[?&;]([a-z_]+)=", page)) | Reader(page, response.request["PATH_INFO"]).asked)


@pytest.mark.parametrize("word", ["0", "..", "%00", "%ff", "<script>zq(1)</script>", "ә" * 300])
def test_no_address_breaks_on_a_strange_reference(word, stage, sessions):
    wrong = {}
    for name, pattern in every_name().items():
        if pattern.pattern.converters and name not in ENDS_THE_SESSION:
            url = strange(stage, name, word)
            for method in {entry[0].lower() for entry in MATRIX[name]}:
                response = sent(sessions, first_role(name), method, url)
                wrong |= {(method, url): found} if (found := fault(response)) else {}
    assert wrong == {}


def strange(stage, name: str, word: str) -> str:
    """The address of a page with the strange word where its last word stands."""
    words = MATRIX[name][0][1].split()[0]
    before, _last, after = address(stage, name, words).rpartition(stage.word(words.split("/")[-1]))
    return f"{before}{word}{after}"


def test_a_form_sent_twice_makes_one_report(stage, sessions):
    key, before = str(uuid.uuid4()), Report.objects.count()
    client = client_of(sessions, "activist")
    first, second = (client.post("/desk/reports/new/", {"key": key}) for _time in range(2))
    assert first.status_code == second.status_code == 302
    assert Report.objects.count() == before + 1
    foreign = client_of(sessions, "other").post("/desk/reports/new/", {"key": key})
    assert foreign.status_code == 403
    assert Report.objects.count() == before + 1


@pytest.mark.parametrize("version", ["0", "-5", "999999999", "9" * 40, "x", ""])
def test_a_stale_or_strange_version_overwrites_nothing(version, stage, sessions):
    """The loser is told, and sees both."""
    draft = Report.objects.get(ref=stage.words["own_draft"])
    url = f"/desk/reports/{draft.ref}/what/"
    response = client_of(sessions, "activist").post(url, {"version": version, "narrative": TYPED, "tab": "q"})
    assert response.status_code == 409
    assert TYPED in response.content.decode()
    assert Report.objects.get(pk=draft.pk).draft["what"] == draft.draft["what"]


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org/", "javascript:zq(1)", "/\\example.org", "\t//a.org"]
)
def test_nobody_is_sent_to_another_house(to, sessions, stage):
    for url in ("/language/", "/accounts/login/"):
        where = sent(sessions, "activist", "post", url, {"next": to, "language": "ru"}).headers.get("Location", "/")
        assert where.startswith("/"), (url, where)
        assert not where.startswith(("//", "/\\")), (url, where)
