"""A real browser against a real server: the system's Chromium, no other host, no download."""

import os
import shutil
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.people import choose_language
from incidents.domain import gazetteer_load
from tests.factories import FOR_LONG, PASSWORD, code_for, give_factor, sign_in
from tests.journeys.reports import Reports
from tests.journeys.walking import Walker

# Playwright's own loop runs in this thread; the ORM calls of a test are not inside a coroutine.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = os.environ.get("KUA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip


def pytest_collection_modifyitems(items):
    """Everything in this folder is a browser test; without Chromium it says so, and in CI it fails."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and not os.environ.get("CI"):
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium: install the package “chromium”, or set KUA_CHROMIUM")
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def reports():
    """What the browsers report against the policy, of all walks together: nothing, at the end of the last one."""
    found = Reports()
    yield found
    assert list(found) == []


@pytest.fixture
def gazetteer(transactional_db):
    """The places and institutions of the house."""
    cache.clear()
    gazetteer_load.load()


@pytest.fixture
def team(activist, reviewer, second_reviewer, admin):
    """One person of each role, and a second reviewer."""
    return {"activist": activist, "reviewer": reviewer, "second": second_reviewer, "admin": admin}


@pytest.fixture
def walker(live_server, browser, team, reports):
    """Opens the house as a person: walker(activist, width=360, js=False, language="ru") is a signed-in page. With
    `typing` the person signs in and chooses the language on the page; otherwise that is done before, `ahead` of time."""
    opened = []

    def walk(user=None, *, width=1280, js=True, language="en", keyboard=False, typing=False, ahead=FOR_LONG) -> Walker:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=js,
            locale=language,
            base_url=live_server.url,
            reduced_motion="reduce",  # no colour is caught half-way
        )
        context.set_default_timeout(10_000)
        reports.listen(context)
        opened.append(context)
        walking = Walker(context.new_page(), live_server.url, keyboard=keyboard)
        if typing:
            walking.sign_in(user.username, PASSWORD, code_for(give_factor(user)))
            walking.speak(language)
        elif user:
            choose_language(user=user, language=language)
            session = sign_in(Client(), user, ahead=ahead).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
            walking.go(reverse("desk:home"))
        return walking

    before = len(reports)
    yield walk
    for context in opened:
        context.close()
    assert reports[before:] == []
