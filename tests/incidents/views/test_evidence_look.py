"""The page of a piece and its copies: who may look, what is veiled, what is written down, what a player may ask for."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from incidents.domain import seal_state
from incidents.models import AuditEvent, DerivedCopy, Evidence, Original
from incidents.vocabulary import CopyKind, Deriving
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence import copies, held

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    held.own_store(settings, tmp_path)


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


@pytest.fixture
def piece(report):
    return copies.picture(report)


def page(piece: Evidence) -> str:
    return reverse("desk:evidence_page", args=[piece.ref])


def address(piece: Evidence, kind: str, number: int = 0) -> str:
    return reverse("desk:evidence_copy", args=[piece.ref, kind, number])


def looks(piece: Evidence) -> list[dict]:
    return list(AuditEvent.objects.filter(verb="evidence_viewed", ref=piece.ref).values_list("detail", flat=True))


# --- Who may look ----------------------------------------------------------------------------------------------------
def test_its_author_and_reviewers_see_a_piece_and_nobody_else(
    client_of, piece, activist, reviewer, other_activist, admin
):
    for path in (page(piece), address(piece, "view"), address(piece, "veil")):
        for user in (activist, reviewer):
            assert client_of(user).get(path).status_code == 200, (user, path)
        for user in (other_activist, admin):
            assert client_of(user).get(path).status_code == 404, (user, path)


def test_what_was_taken_off_again_is_gone_for_everybody(client_of, piece, activist, reviewer):
    Evidence.objects.filter(pk=piece.pk).update(removed_at=NOW)
    for user in (activist, reviewer):
        for path in (page(piece), address(piece, "view")):
            assert client_of(user).get(path).status_code == 404


@pytest.mark.parametrize(
    ("kind", "number"), [("page", 0), ("view", 1), ("clip", 0), ("original", 0), ("x", 0), ("view", 10**30)]
)
def test_a_copy_that_is_not_there_is_not_found(client_of, piece, reviewer, kind, number):
    assert client_of(reviewer).get(address(piece, kind, number)).status_code == 404


# --- What is on the page ---------------------------------------------------------------------------------------------
def test_the_page_tells_what_came_in_whole(client_of, piece, reviewer):
    text = client_of(reviewer).get(page(piece)).content.decode()
    for words in (piece.sha256, "photo.jpg", "picture", "The square at noon", piece.report.ref, "Aigerim Test"):
        assert words in text


def test_the_warning_stands_beside_an_original_that_says_where_it_was_made(client_of, piece, reviewer):
    client, words = client_of(reviewer), "perhaps where it was made"
    assert words not in client.get(page(piece)).content.decode()
    Original.objects.filter(pk=piece.original_id).update(told_sealed=b"sealed")
    assert words in client.get(page(piece)).content.decode()


def test_while_copies_are_made_the_page_says_so(client_of, report, reviewer):
    piece = copies.piece(report)
    Original.objects.filter(pk=piece.original_id).update(deriving=Deriving.WAITING)
    text = client_of(reviewer).get(page(piece)).content.decode()
    assert "are being made" in text
    assert f'<a href="{page(piece)}">Look again</a>' in text


def test_when_no_copy_could_be_made_the_page_says_why(client_of, report, reviewer):
    piece = copies.piece(report)
    Original.objects.filter(pk=piece.original_id).update(deriving=Deriving.FAILED, deriving_words="damaged")
    assert "This picture is damaged or cut short" in client_of(reviewer).get(page(piece)).content.decode()


@pytest.mark.parametrize("found", ["changed", "missing"])
def test_a_file_that_is_no_longer_what_it_was_says_so_above_all_else(client_of, piece, reviewer, found):
    assert 'class="note bad"' not in client_of(reviewer).get(page(piece)).content.decode()
    Original.objects.filter(pk=piece.original_id).update(integrity=found, checked_at=NOW)
    assert f"Last check: {found}." in client_of(reviewer).get(page(piece)).content.decode()


def test_a_recording_that_ends_too_early_says_so_on_its_page(client_of, piece, reviewer):
    assert "cut short" not in client_of(reviewer).get(page(piece)).content.decode()
    Original.objects.filter(pk=piece.original_id).update(deriving_words="cut")
    assert "This recording is cut short: what is left" in client_of(reviewer).get(page(piece)).content.decode()


def test_a_link_has_a_page_without_anything_to_look_at(client_of, report, reviewer):
    piece = copies.piece(report)
    Evidence.objects.filter(pk=piece.pk).update(
        kind="link", url="https://example.org/film", sha256="", original=None, size=None
    )
    text = client_of(reviewer).get(page(piece)).content.decode()
    assert "https://example.org/film" in text
    assert "Look at it" not in text


# --- The veil --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("said", [[], ["graphic"], ["child"], ["graphic", "faces"]])
def test_what_may_hurt_is_sent_as_a_grey_blur_until_somebody_asks(client_of, piece, reviewer, said):
    Evidence.objects.filter(pk=piece.pk).update(sensitivities=said)
    client = client_of(reviewer)
    text = client.get(page(piece)).content.decode()
    assert address(piece, "veil") in text
    for kind in ("view", "thumb"):
        assert address(piece, kind) not in text
    shown = client.post(page(piece))
    assert address(piece, "view") in shown.content.decode()
    assert address(piece, "veil") not in shown.content.decode()
    assert address(piece, "view") not in client.get(page(piece)).content.decode()


@pytest.mark.parametrize("query", ["?shown=1", "?asked=1", "?page=1&show=on"])
def test_no_address_shows_what_is_veiled(client_of, piece, reviewer, query):
    Evidence.objects.filter(pk=piece.pk).update(sensitivities=["graphic"])
    assert address(piece, "view") not in client_of(reviewer).get(page(piece) + query).content.decode()


@pytest.mark.parametrize("said", [["plain"], ["faces"]])
def test_what_does_not_hurt_is_shown_small_at_once(client_of, piece, reviewer, said):
    Evidence.objects.filter(pk=piece.pk).update(sensitivities=said)
    text = client_of(reviewer).get(page(piece)).content.decode()
    assert f'src="{address(piece, "thumb")}" data-large="{address(piece, "view")}"' in text


def test_a_warning_given_with_another_receipt_holds_for_whoever_may_see_that(client_of, piece, activist, reviewer):
    other = ReportFactory()
    held.receipt(piece.original, other)
    Evidence.objects.filter(report=other).update(sensitivities=["graphic"])
    assert "Show it" in client_of(reviewer).get(page(piece)).content.decode()
    assert "Show it" not in client_of(activist).get(page(piece)).content.decode()


def test_without_a_veil_made_nothing_of_the_picture_is_sent(client_of, piece, reviewer):
    Evidence.objects.filter(pk=piece.pk).update(sensitivities=["graphic"])
    DerivedCopy.objects.filter(kind=CopyKind.VEIL).delete()
    text = client_of(reviewer).get(page(piece)).content.decode()
    assert "/copy/" not in text
    assert "Show it" in text


def test_a_film_is_silent_small_and_does_not_play_by_itself(client_of, report, reviewer):
    piece = copies.film(report)
    text = client_of(reviewer).get(page(piece)).content.decode()
    assert '<video class="look-film" controls muted preload="none"' in text
    assert "autoplay" not in text


# --- Documents -------------------------------------------------------------------------------------------------------
def test_three_hundred_pages_are_turned_one_by_one(client_of, report, reviewer, django_assert_max_num_queries):
    piece, client = copies.document(300, report), client_of(reviewer)
    client.get(page(piece))
    with django_assert_max_num_queries(26):
        answer = client.get(f"{page(piece)}?page=2")
    text = answer.content.decode()
    assert text.count("/copy/page/") == 2  # the picture, and the link to its full size
    assert address(piece, "page", 2) in text
    assert "Page 2 of 300" in text
    assert len(answer.content) < 40_000


@pytest.mark.parametrize(("asked", "number"), [("0", 3), ("x", 1), ("99", 3), ("-1", 3), ("2", 2)])
def test_a_page_that_is_none_leads_to_one_that_is(client_of, report, reviewer, asked, number):
    piece = copies.document(3, report)
    text = client_of(reviewer).get(f"{page(piece)}?page={asked}").content.decode()
    assert address(piece, "page", number) in text


def test_pages_of_a_veiled_document_are_turned_without_asking_each_time(client_of, report, reviewer):
    piece, client = copies.document(3, report, sensitivities=["graphic"]), client_of(reviewer)
    assert address(piece, "page", 2) not in client.get(f"{page(piece)}?page=2").content.decode()
    text = client.post(page(piece), {"page": "2"}).content.decode()
    assert address(piece, "page", 2) in text
    assert text.count('<form class="bar-actions" method="post"') == 2


# --- The copies ------------------------------------------------------------------------------------------------------
def test_a_copy_comes_decrypted_and_can_run_nothing(client_of, piece, reviewer):
    answer = client_of(reviewer).get(address(piece, "view"))
    assert Image.open(io.BytesIO(answer.getvalue())).size == (640, 480)
    expected = {
        "Content-Type": "image/jpeg", "Content-Disposition": "inline", "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }  # fmt: skip
    assert {name: answer.headers[name] for name in expected} == expected


def test_a_copy_of_another_type_is_only_ever_kept(client_of, piece, reviewer):
    DerivedCopy.objects.filter(kind=CopyKind.VIEW).update(media_type="text/html")
    answer = client_of(reviewer).get(address(piece, "view"))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment"


def test_one_can_seek_in_a_film_and_no_more_is_opened_than_needed(client_of, report, reviewer, monkeypatch):
    body = bytes(number % 251 for number in range(1_500_000))
    piece, opened = copies.film(report, body), []
    original = copies.store.boxes._opened
    monkeypatch.setattr(copies.store.boxes, "_opened", lambda *args: opened.append(args[2]) or original(*args))
    answer = client_of(reviewer).get(address(piece, "clip"), headers={"Range": "bytes=1000000-1000009"})
    assert (answer.status_code, answer.getvalue()) == (206, body[1_000_000:1_000_010])
    assert answer.headers["Content-Range"] == "bytes 1000000-1000009/1500000"
    assert opened == [5, 3]  # the last chunk proves the length


def test_a_stretch_behind_the_end_is_refused_with_the_length(client_of, report, reviewer):
    piece = copies.film(report)
    answer = client_of(reviewer).get(address(piece, "clip"), headers={"Range": "bytes=5000-"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, "bytes */1000")
    assert looks(piece) == []


def test_a_copy_that_was_changed_is_not_handed_out(client_of, piece, reviewer):
    path = held.path_of(DerivedCopy.objects.get(kind=CopyKind.VIEW).stored)
    path.write_bytes(path.read_bytes()[:-5] + b"xxxxx")
    answer = client_of(reviewer).get(address(piece, "view"))
    assert answer.status_code == 403
    assert "does not open" in answer.content.decode()


# --- What is written down --------------------------------------------------------------------------------------------
def test_a_look_is_written_down_and_a_veil_is_no_look(client_of, piece, reviewer):
    client = client_of(reviewer)
    for kind in ("veil", "thumb"):
        client.get(address(piece, kind))
    client.head(address(piece, "view"))
    assert looks(piece) == []
    client.get(address(piece, "view"))
    view = DerivedCopy.objects.get(original=piece.original, kind=CopyKind.VIEW)
    assert looks(piece) == [{"sha256": piece.sha256, "copy": view.sha256, "kind": "view"}]


def test_a_film_that_is_played_in_stretches_is_one_look(client_of, report, reviewer):
    piece, client = copies.film(report), client_of(reviewer)
    for stretch in ("bytes=0-", "bytes=500-", "bytes=-10"):
        client.get(address(piece, "clip"), headers={"Range": stretch})
    assert len(looks(piece)) == 1


def test_nobody_looks_unseen_by_leaving_out_the_first_byte(client_of, report, reviewer, second_reviewer):
    piece = copies.film(report)
    client_of(reviewer).get(address(piece, "clip"))
    client_of(second_reviewer).get(address(piece, "clip"), headers={"Range": "bytes=1-"})
    assert set(AuditEvent.objects.filter(verb="evidence_viewed").values_list("by", flat=True)) == {
        reviewer.ref, second_reviewer.ref
    }  # fmt: skip


# --- While Kua is sealed ---------------------------------------------------------------------------------------------
def test_while_kua_is_sealed_no_copy_opens_and_the_sentence_says_so(client_of, piece, activist, reviewer, admin):
    seal_state.set_(by=admin, at=NOW)
    for user in (activist, reviewer):
        user.refresh_from_db()
        answer = client_of(user).get(address(piece, "view"))
        assert answer.status_code == 403
        assert "Kua is sealed" in answer.content.decode()
    assert client_of(activist).get(page(piece)).status_code == 200
    assert client_of(reviewer).get(page(piece)).status_code == 403
    assert looks(piece) == []
