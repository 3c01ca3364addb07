"""A stretch of a file over HTTP: what is asked for, what comes, and that no more is read than that."""

import io

import pytest
from django.test import RequestFactory

from incidents.views import ranges

BODY = bytes(range(256)) * 40
TAG = '"abc"'


class Counted(io.BytesIO):
    """Counts the bytes that are read, and knows whether it was closed."""

    seen = 0

    def read(self, size: int = -1) -> bytes:
        part = super().read(size)
        self.seen += len(part)
        return part


@pytest.fixture
def file():
    return Counted(BODY)


@pytest.fixture
def ask(file):
    def asked(header: str | None = None, method: str = "get", **more):
        headers = ({"Range": header} if header is not None else {}) | more
        request = getattr(RequestFactory(), method)("/", headers=headers)
        answer = ranges.answer(request, lambda further: file, size=len(BODY), tag=TAG, media_type="video/mp4")
        answer.body = answer.getvalue() if answer.streaming else answer.content
        return answer

    return asked


def test_the_whole_comes_when_nothing_is_said(ask, file):
    answer = ask()
    assert (answer.status_code, answer.body) == (200, BODY)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(len(BODY))
    assert file.closed


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=500-600", 500, 600), ("bytes=10000-", 10000, 10239), ("bytes=-100", 10140, 10239),
     ("bytes=10239-10239", 10239, 10239), ("bytes=9000-99999", 9000, 10239), ("bytes=-99999", 0, 10239),
     ("bytes= 5 - 6 ", 5, 6)],
)  # fmt: skip
def test_a_stretch_comes_alone(ask, file, header, first, last):
    answer = ask(header)
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(BODY)}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert answer.body == BODY[first : last + 1]
    assert file.seen == last - first + 1


@pytest.mark.parametrize("header", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_a_stretch_beyond_the_end_is_told_how_long_the_file_is(ask, file, header):
    answer = ask(header)
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(BODY)}")
    assert file.seen == 0


@pytest.mark.parametrize(
    "header",
    ["bytes=0-1,5-6", "bytes=5-1", "bytes=-", "bytes=", "pages=1-2", "bytes=a-b", "0-5", "bytes=1-2-3", "", "bytes=--5",
     f"bytes={'9' * 30}-", "bytes=１-２"],
)  # fmt: skip
def test_what_is_no_single_range_gets_the_whole(ask, header):
    answer = ask(header)
    assert (answer.status_code, len(answer.body)) == (200, len(BODY))


@pytest.mark.parametrize(("version", "status"), [('"other"', 200), ("Wed, 21 Oct 2015 07:28:00 GMT", 200), (TAG, 206)])
def test_a_stretch_of_another_version_gets_the_whole(ask, version, status):
    assert ask("bytes=5-6", **{"If-Range": version}).status_code == status


def test_head_tells_everything_and_opens_nothing(ask, file):
    answer = ask("bytes=5-9", method="head")
    assert (answer.status_code, answer.headers["Content-Length"], answer.body) == (206, "5", b"")
    assert answer.headers["Content-Range"] == f"bytes 5-9/{len(BODY)}"
    assert file.seen == 0
    assert not file.closed


def test_a_long_stretch_comes_in_parts(ask, monkeypatch):
    """A telephone that takes the film slowly does not hold a worker to its end."""
    monkeypatch.setattr(ranges, "LONGEST", 1000)
    answer = ask("bytes=100-")
    assert answer.headers["Content-Range"] == f"bytes 100-1099/{len(BODY)}"
    assert answer.body == BODY[100:1100]


def test_whether_it_goes_on_further_is_told(file):
    told = []
    for header in ("bytes=0-5", "bytes=7-9", ""):
        request = RequestFactory().get("/", headers={"Range": header})
        ranges.answer(
            request, lambda further: told.append(further) or file, size=len(BODY), tag=TAG, media_type="video/mp4"
        )
    assert told == [False, True, False]


def test_who_leaves_in_the_middle_leaves_no_file_open(file):
    request = RequestFactory().get("/")
    answer = ranges.answer(request, lambda further: file, size=len(BODY), tag=TAG, media_type="video/mp4")
    parts = iter(answer.streaming_content)
    next(parts)
    for closer in answer._resource_closers:
        closer()
    assert file.closed


def test_an_empty_file_is_an_empty_answer():
    request = RequestFactory().get("/")
    answer = ranges.answer(request, lambda further: io.BytesIO(), size=0, tag=TAG, media_type="video/mp4")
    assert (answer.status_code, answer.headers["Content-Length"], answer.getvalue()) == (200, "0", b"")
