"""What travels compressed: pages, to a browser that can read it; never a file."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from config.middleware import Compressed

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_a_browser_that_asks_for_it(client):
    address = reverse("account_login")
    plain, packed = client.get(address), client.get(address, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert b"<h1>" in gzip.decompress(packed.content)
    assert packed.headers["Content-Security-Policy"]


def test_the_same_page_never_has_the_same_length_twice(client):
    """The blur against guessing by length."""
    sizes = {
        len(client.get(reverse("account_login"), headers={"accept-encoding": "gzip"}).content) for _time in range(12)
    }
    assert len(sizes) > 3


@pytest.mark.parametrize(
    "answer",
    [HttpResponse(b"x" * 5000, content_type="text/csv"), FileResponse([b"x" * 5000], content_type="text/html")],
)
def test_a_file_is_sent_as_it_is(answer):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in Compressed(lambda _request: answer)(request).headers
