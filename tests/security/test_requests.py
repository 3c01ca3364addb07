"""Made-up requests from everybody to everywhere: none is our fault, none gives away a word, each has its headers.

KUA_STEPS=20000 bin/test tests/security/test_requests.py sends as many; KUA_STEPS with another number, as many as that.
"""

import os
import re
import time
from collections import Counter

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.security import header_table, hostile
from tests.security.conftest import client_of
from tests.security.strange import Maker, Strange

pytestmark = pytest.mark.django_db
NUMBER = int(os.environ.get("KUA_STEPS") or 250)
SEED = 20220108
SECRET = re.compile(r"Zq\w+(?:secretname|contact|secretnote|safecontact|protectednote)xw", re.IGNORECASE)
FOREIGN = {"activist": re.compile(r"Zq(?!own)\w+xw"), "other": re.compile(r"Zq(?!other)\w+xw"),
           "anonymous": re.compile(r"Zq\w+xw"), "suspended": re.compile(r"Zq\w+xw")}  # fmt: skip


def answer(sessions, sent: Strange) -> HttpResponse:
    """The answer; what it did is taken back."""
    with transaction.atomic():
        client = client_of(sessions, sent.role)
        if isinstance(sent.body, tuple):
            response = client.generic(sent.method, sent.url, *sent.body, headers=sent.headers)
        elif sent.method in ("GET", "HEAD", "POST"):
            response = getattr(client, sent.method.lower())(sent.url, sent.body, headers=sent.headers)
        else:
            response = client.generic(sent.method, sent.url, headers=sent.headers)
        raw = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    response.read = raw.decode("utf-8", "replace")
    return response


def wrong(sent: Strange, response: HttpResponse) -> str:
    """What is wrong with the answer, or nothing."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    told = "\n".join([*(f"{name}: {value}" for name, value in response.headers.items()), response.read])
    asked = f"{sent.url} {sent.body}"
    for pattern in (SECRET, FOREIGN.get(sent.role)):
        met = pattern and next((word for word in pattern.findall(told) if word not in asked), None)
        if met:
            return f"gives away {met}"
    if hostile.SCRIPT in response.read:
        return "gives the script back raw"
    if hostile.ANSWER in response.read and hostile.ANSWER not in asked:
        return "gives an arithmetic answer"
    to = response.headers.get("Location", "/")
    if not to.startswith("/") or to.startswith(("//", "/\\")) or "zq" in response.cookies:
        return f"leads to {to}"
    headers = {name: value for name, value in response.headers.items() if (sent.method, name) != ("OPTIONS", "Allow")}
    found = header_table.faults(response.status_code, headers, sent.url.partition("?")[0])
    return "; ".join(found)


def test_no_made_up_request_is_our_fault_or_gives_anything_away(stage, sessions):
    maker, faults, statuses, begun = Maker(stage, SEED + NUMBER), [], Counter(), time.perf_counter()
    for number in range(NUMBER):
        sent = maker.next()
        response = answer(sessions, sent)
        statuses[response.status_code] += 1
        fault = wrong(sent, response)
        faults += [f"{number}: {fault[:300]} — {sent.method} {sent.url[:200]} as {sent.role}"] if fault else []
        if number % 2000 == 1999:
            print(f"{number + 1} sent, {len(faults)} faults, {time.perf_counter() - begun:.0f} s", flush=True)
    seconds = time.perf_counter() - begun
    print(f"{NUMBER} requests in {seconds:.0f} s, by status: {dict(sorted(statuses.items()))}; faults: {len(faults)}")
    assert faults == []
