"""The bad inputs of the design, in every form, every list and every address: a clear answer, and never a 500."""

import uuid

import pytest
from django.db import transaction
from django.http import HttpResponse

from incidents.models import Report
from tests.security import hostile
from tests.security.addresses import address, examples, found
from tests.security.conftest import client_of
from tests.security.hostile import Form, Reader
from tests.security.matrix import MATRIX
from tests.security.stage import ANONYMOUS

pytestmark = pytest.mark.django_db
ROLES = ("activist", "second", "admin", ANONYMOUS)
# The page that empties the house for its visitor is tried last, if at all: it ends the session.
ENDS_THE_SESSION = ("account_logout", "accounts:exit")
PARAMETERS = [
    "q",
    "place",
    "since",
    "until",
    "status",
    "ever",
    "sure",
    "age_from",
    "age_to",
    "sex",
    "naming",
    "participation",
    "incident",
    "source",
    "reviewer",
    "sort",
    "page",
    "show",
    "state",
    "by",
    "missing",
    "words",
    "role",
    "from",
    "to",
    "verb",
    "kind",
    "ref",
    "user",
    "disclosure",
    "next",
    "invitations",
    "before",
    "per_page",
]


@pytest.fixture(scope="module")
def pages(stage, sessions, django_db_blocker) -> dict[str, tuple[str, HttpResponse]]:
    """Each page by its address, as the first role that it opens to sees it."""
    opened = {}
    with django_db_blocker.unblock():
        for _name, url in [*examples(stage, "GET"), ("review", address(stage, "desk:review", "other_taken"))]:
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


def sent(sessions, role: str, method: str, url: str, *args, **kwargs) -> HttpResponse:
    """One request; nothing of what it did stays."""
    with transaction.atomic():
        response = getattr(client_of(sessions, role), method)(url, *args, **kwargs)
        transaction.set_rollback(True)
    return response


def fault(response: HttpResponse) -> str:
    """What is wrong with the answer to something hostile, or nothing."""
    if response.status_code >= 500:
        return str(response.status_code)
    page = b"" if response.streaming else response.content
    if hostile.SCRIPT.encode() in page:
        return "gives the script back raw"
    return "gives an arithmetic answer" if b"49{" in page or b">49<" in page else ""


def filled(form: Form, text: str, shift: int) -> dict:
    """The form with the hostile text in every field that is typed into; at a time also in what is chosen or hidden."""
    fields = {name: list(values) for name, values in form.fields.items()}
    for name in form.typed:
        fields[name] = [text]
    if shift % 3 == 1:
        fields |= {name: [text] for name in form.fields if name not in form.hidden}
    if shift % 3 == 2:
        fields |= {name: [text] for name in form.hidden}
    return fields


def test_there_are_forms_to_try(forms):
    """Else the sweep would sweep nothing."""
    assert len(forms) > 25


@pytest.mark.parametrize("number", range(len(hostile.TEXTS)))
def test_no_form_breaks_on_a_hostile_text(number, forms, sessions):
    text, wrong = hostile.TEXTS[number], {}
    for role, form in forms:
        for shift in range(3) if number in (0, 9) else (number % 3,):
            response = sent(sessions, role, "post", form.action, filled(form, text, shift))
            wrong |= {(form.action, shift): found} if (found := fault(response)) else {}
    assert wrong == {}


def test_what_was_typed_is_still_there_when_a_form_is_refused(forms, sessions):
    """A long text with a wrong choice beside it comes back whole; secret words and passwords never do."""
    typed = "Words that took long to write"
    lost = []
    for role, form in forms:
        open_ = [name for name in form.typed if "password" not in name and name not in KEPT_APART]
        response = sent(sessions, role, "post", form.action, filled(form, typed, 1))
        if response.status_code in (200, 409, 422) and open_ and typed not in response.content.decode():
            lost.append((form.action, sorted(form.fields)))
    assert lost == []


# The words that identify a source are sealed at once and are not shown again.
KEPT_APART = ("name", "contact", "note")


def test_a_nul_is_turned_away(forms, sessions):
    for role, form in forms:
        if form.typed:
            response = sent(sessions, role, "post", form.action, filled(form, hostile.NUL, 0))
            assert response.status_code == 400, form.action


def test_missing_and_doubled_parameters_break_no_form(forms, sessions):
    wrong = {}
    for role, form in forms:
        for fields in [{}, {name: ["1", "2", "x"] for name in form.fields}, {name: [""] for name in form.fields}]:
            wrong |= {form.action: found} if (found := fault(sent(sessions, role, "post", form.action, fields))) else {}
    assert wrong == {}


@pytest.mark.parametrize(("body", "kind"), hostile.BODIES, ids=range(len(hostile.BODIES)))
def test_no_address_breaks_on_a_strange_body(body, kind, stage, sessions):
    wrong = {}
    for name, url in examples(stage, "POST"):
        for role in ("activist", "second", "admin"):
            if may_open(name, role) and name not in ENDS_THE_SESSION:
                response = sent(sessions, role, "post", url, data=body, content_type=kind)
                wrong |= {url: found} if (found := fault(response)) else {}
    assert wrong == {}


def may_open(name: str, role: str) -> bool:
    """Whether the table lets this role in anywhere here."""
    place = {"activist": 1, "second": 2, "reviewer": 2, "admin": 3}[role]
    return any(entry[2][place] not in (404, 405) for entry in MATRIX[name])


def test_ten_megabytes_in_a_name_are_told_to_be_too_much(stage, sessions):
    for name, url in examples(stage, "POST")[::3]:
        if name not in ENDS_THE_SESSION:
            form = "application/x-www-form-urlencoded"
            response = sent(sessions, "activist", "post", url, data=hostile.TEN_MEGABYTES, content_type=form)
            assert response.status_code == 413, url
            assert "text/html" in response.headers["Content-Type"]


@pytest.mark.parametrize("number", range(len(hostile.TEXTS)))
def test_no_list_breaks_on_a_hostile_parameter(number, pages, sessions):
    text, wrong = hostile.TEXTS[number][:1500], {}
    lists = [url for url, (_role, response) in pages.items() if "?" not in url and url.count("/") <= 4]
    for url in lists:
        role = pages[url][0]
        for query in (dict.fromkeys(PARAMETERS, text), {"page": text}, {"sort": text, "q": [text, text]}):
            wrong |= {(url, *query): found} if (found := fault(sent(sessions, role, "get", url, query))) else {}
    assert wrong == {}


@pytest.mark.parametrize(
    "word", ["unknown", "0", "R-0000000", "..", "%00", "%ff", "<script>", "ә" * 300, "-1", "'", "R-\u202e"]
)
def test_no_address_breaks_on_a_strange_reference(word, stage, sessions):
    wrong = {}
    for name, pattern in found().items():
        words = list(pattern.pattern.converters)
        if not words or name in ENDS_THE_SESSION:
            continue
        url = strange(stage, name, word)
        for role in ("activist", "second", "admin"):
            if may_open(name, role):
                for method in ("get", "post"):
                    response = sent(sessions, role, method, url)
                    if response.status_code >= 500 or hostile.SCRIPT.encode() in response.content:
                        wrong[(method, url)] = response.status_code
    assert wrong == {}


def strange(stage, name: str, word: str) -> str:
    """The address of a page with the strange word where its last word stands."""
    right = address(stage, name, MATRIX[name][0][1].split()[0])
    last = [stage.word(part) for part in MATRIX[name][0][1].split()[0].split("/")][-1]
    before, _last, after = right.rpartition(last)
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
    response = client_of(sessions, "activist").post(url, {"version": version, "narrative": "Another text", "tab": "q"})
    assert response.status_code == 409
    assert "Another text" in response.content.decode()
    assert Report.objects.get(pk=draft.pk).draft["what"] == draft.draft["what"]


@pytest.mark.parametrize(
    "next_page",
    [
        "https://example.org/",
        "//example.org/",
        "javascript:zq(1)",
        "/\\example.org",
        "\t//example.org",
        "http:///example.org",
    ],
)
def test_nobody_is_sent_to_another_house(next_page, sessions, stage):
    for url, field in [("/language/", "next"), ("/accounts/login/", "next")]:
        response = sent(sessions, "activist", "post", url, {field: next_page, "language": "ru"})
        to = response.headers.get("Location", "/")
        assert to.startswith("/"), (url, to)
        assert not to.startswith(("//", "/\\")), (url, to)
