"""What hangs on how one comes: over HTTPS, by a proxy that says so, by a method that nobody needs."""

import re
import runpy
import uuid
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory
from django.urls import reverse
from django.urls.converters import UUIDConverter

from tests.security.addresses import found as every_address

pytestmark = pytest.mark.django_db
SETTINGS = str(Path(house.BASE_DIR) / "config" / "settings.py")
NEEDED = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_PROXY_SSL_HEADER")
WORD = "Zqechoedxw"


@pytest.fixture
def with_https(settings, monkeypatch):
    """The settings that hang on KUA_HTTPS, as they are with it or without."""

    def take(value: str) -> None:
        monkeypatch.setenv("KUA_HTTPS", value)
        made = runpy.run_path(SETTINGS)
        for name in NEEDED:
            setattr(settings, name, made[name])
        settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True

    return take


@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/", "/healthz", "/nothing/", "/accounts/login/?next=%00", "/static/kua/theme.css"]
)
def test_over_https_every_answer_keeps_the_browser_there_for_two_years(with_https, address):
    with_https("1")
    answer = Client().get(address, headers={"x-forwarded-proto": "https"}, secure=True)
    told = answer.headers["Strict-Transport-Security"]
    assert int(re.search(r"max-age=(\d+)", told).group(1)) >= 2 * 365 * 24 * 3600
    assert "includeSubDomains" in told


def test_without_https_nobody_is_told_to_keep_to_it(with_https):
    with_https("")
    assert "Strict-Transport-Security" not in Client().get("/accounts/login/").headers


@pytest.mark.parametrize(
    ("switch", "said", "believed"), [("1", "https", True), ("1", "http", False), ("", "https", False)]
)
def test_the_proxys_word_counts_only_where_there_is_a_proxy(with_https, switch, said, believed):
    with_https(switch)
    assert RequestFactory().get("/", headers={"x-forwarded-proto": said}).is_secure() is believed


def test_no_other_header_of_a_proxy_is_believed(settings):
    assert not settings.USE_X_FORWARDED_HOST
    assert not settings.USE_X_FORWARDED_PORT
    answer = Client().get("/accounts/login/", headers={"x-forwarded-host": WORD, "x-forwarded-for": WORD})
    assert WORD not in answer.content.decode()


def test_no_address_sends_a_request_back_to_whoever_traces_it(client_of, admin):
    clients = [Client(), client_of(admin)]
    answered = []
    for name, pattern in every_address().items():
        kinds = pattern.pattern.converters.values()
        url = reverse(name, args=[uuid.UUID(int=1) if isinstance(kind, UUIDConverter) else 1 for kind in kinds])
        for client in clients:
            answer = client.generic("TRACE", url, headers={"x-secret": WORD})
            if answer.status_code < 300 or WORD in answer.content.decode():
                answered.append(f"{answer.status_code} {url}")
    assert answered == []


def test_debugging_is_off_whatever_the_environment_says(monkeypatch):
    for name in ("DEBUG", "DJANGO_DEBUG", "KUA_DEBUG"):
        monkeypatch.setenv(name, "1")
    assert runpy.run_path(SETTINGS)["DEBUG"] is False


@pytest.mark.parametrize(
    "address", ["/static/", "/static/kua/", "/static/kua", "/media/", "/.git/HEAD", "/static/../.git/HEAD"]
)
def test_no_folder_is_listed_and_no_file_of_the_repository_is_there(address, settings):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "9" * 12])
def test_a_limit_that_is_no_number_is_refused_with_a_sentence(monkeypatch, value):
    monkeypatch.setenv("KUA_UPLOAD_MAX_MB", value)
    with pytest.raises(ImproperlyConfigured, match="KUA_UPLOAD_MAX_MB must be a whole number from 1"):
        runpy.run_path(SETTINGS)
