"""Uploads that are cut, continued, doubled or killed: always the same bytes, once, and never in clear."""

import datetime as dt
import hashlib
import io
import os
import uuid

import pytest

from incidents.domain import boxes, intake, seal_state, store
from incidents.domain.evidence import room, sweep, taking
from incidents.models import Evidence, Incoming
from incidents.policies import Denied, Unfit
from tests.incidents.domain.intake_samples import new_key

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
CHUNK = boxes.CHUNK
DATA = os.urandom(3 * CHUNK + 1000)
SIZE = len(DATA)
SUM = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def incoming(settings, tmp_path):
    settings.INCOMING_ROOT = tmp_path / "incoming"
    return settings.INCOMING_ROOT


@pytest.fixture
def draft(activist):
    return intake.start(by=activist, at=AT, key=new_key())


@pytest.fixture
def begin(draft, activist):
    def begun(size=SIZE, name="film.mp4", key=None, **told):
        told = {"note": "the square", "sensitivities": ["faces"], "mark": ""} | told
        given = {"name": name, "size": size, "told": told, "key": key or uuid.uuid4()}
        return taking.begin(report=draft, **given, by=activist, at=AT)

    return begun


@pytest.fixture
def send(activist):
    def sent(row, data=DATA, offset=0, until=None, ticket="", by=activist):
        row = Incoming.objects.get(pk=row.pk)
        stream = io.BytesIO(data[offset:until])
        return taking.append(row, offset=offset, stream=stream, ticket=ticket, by=by, at=AT)

    return sent


@pytest.fixture
def finish(activist):
    return lambda row, **more: taking.finish(Incoming.objects.get(pk=row.pk), by=activist, at=AT, **more)


def clear(piece: Evidence) -> bytes:
    with store.open_original(piece.original) as file:
        return file.read()


def test_a_file_in_one_go_is_kept_with_what_was_said_of_it(begin, send, finish):
    row = begin().incoming
    assert send(row) == len(DATA)
    piece = finish(row)
    assert (piece.sha256, piece.size, piece.note, piece.sensitivities) == (SUM, len(DATA), "the square", ["faces"])
    assert clear(piece) == DATA
    assert Incoming.objects.get().told == {}


def test_nothing_of_it_lies_in_clear_and_nobody_else_may_read_it(begin, send, incoming):
    row = begin(size=2 * CHUNK + 9).incoming
    send(row, b"canary-of-the-square " * (2 * CHUNK // 21), until=2 * CHUNK)
    (path,) = incoming.iterdir()
    assert b"canary" not in path.read_bytes()
    assert (path.stat().st_mode & 0o777, incoming.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("cut", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK, len(DATA) - 1])
def test_a_line_that_breaks_at_any_byte_leaves_whole_chunks_and_goes_on_from_there(begin, send, finish, cut):
    row = begin().incoming
    safe = send(row, until=cut)
    assert safe == cut // CHUNK * CHUNK == taking.offset(Incoming.objects.get())
    assert send(row, offset=safe) == len(DATA)
    assert finish(row).sha256 == SUM
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    "left", [0, 5, boxes.HEADER, boxes.HEADER + 99, boxes.HEADER + boxes.RECORD, boxes.HEADER + 2 * boxes.RECORD + 7]
)
def test_a_server_that_is_killed_leaves_a_file_cut_anywhere_and_it_goes_on(begin, send, finish, incoming, left):
    row = begin().incoming
    send(row, until=3 * CHUNK)
    (path,) = incoming.iterdir()
    os.truncate(path, left)
    safe = taking.offset(Incoming.objects.get())
    assert safe == boxes.whole_chunks(left) * CHUNK
    if left < boxes.HEADER:
        with pytest.raises(Unfit, match="not here any more"):
            send(row, offset=0)
        assert not Incoming.objects.exists()
        return
    send(row, offset=safe)
    assert clear(finish(row)) == DATA


def test_a_server_killed_before_it_noted_the_end_takes_the_tail_again(begin, send, finish):
    row = begin().incoming
    send(row)
    Incoming.objects.update(told={"note": "", "sensitivities": [], "mark": ""})
    assert taking.offset(Incoming.objects.get()) == 3 * CHUNK
    send(row, offset=3 * CHUNK)
    assert finish(row).sha256 == SUM


def test_whole_chunks_alone_are_finished_without_another_part(begin, send, finish):
    row = begin(size=2 * CHUNK).incoming
    send(row, until=CHUNK)
    send(row, offset=CHUNK, until=2 * CHUNK)
    assert finish(row).sha256 == hashlib.sha256(DATA[: 2 * CHUNK]).hexdigest()


def test_another_byte_than_the_next_is_told_with_the_one_that_is(begin, send):
    row = begin().incoming
    send(row, until=CHUNK)
    for wrong in (0, 1, CHUNK - 1, 2 * CHUNK, 10**15):
        with pytest.raises(taking.Elsewhere) as told:
            send(row, offset=wrong)
        assert told.value.offset == CHUNK
    send(row, offset=CHUNK)
    with pytest.raises(taking.Elsewhere):
        send(row, offset=CHUNK)
    assert send(row, offset=len(DATA)) == len(DATA)


def test_a_second_writer_of_the_same_upload_is_turned_away(begin, send, finish):
    row = begin().incoming

    class Second:
        """Sends a part, and while that is under way another one."""

        def __init__(self):
            self.parts = [DATA, b""]

        def read(self, size):
            with pytest.raises(store.Busy, match="under way already"):
                send(row)
            return self.parts.pop(0)

    taking.append(Incoming.objects.get(), offset=0, stream=Second(), by=row.by, at=AT)
    assert finish(row).sha256 == SUM


def test_a_stream_that_fails_is_a_line_that_broke(begin, activist):
    class Broken(io.BytesIO):
        def read(self, size):
            if self.tell() > CHUNK:
                raise OSError("gone")
            return super().read(size // 2)

    row = begin().incoming
    assert taking.append(row, offset=0, stream=Broken(DATA), by=activist, at=AT) == 2 * CHUNK


# --- Twice ----------------------------------------------------------------------------------------------------------
def test_finishing_twice_is_the_same_evidence(begin, send, finish):
    row = begin().incoming
    send(row)
    assert finish(row) == finish(row)
    assert Evidence.objects.count() == 1
    assert taking.offset(Incoming.objects.get()) == len(DATA)
    assert send(row, offset=len(DATA)) == len(DATA)


def test_the_same_key_is_the_same_upload_and_no_other(begin, draft, activist, other_activist):
    key = uuid.uuid4()
    row = begin(key=key).incoming
    assert begin(key=key).incoming == row
    with pytest.raises(Denied, match="another file"):
        begin(key=key, name="other.mp4")
    foreign = intake.start(by=other_activist, at=AT, key=new_key())
    with pytest.raises(Denied):
        taking.begin(report=foreign, name="film.mp4", size=len(DATA), told={}, key=key, by=other_activist, at=AT)
    with pytest.raises(Denied):
        taking.begin(report=draft, name="a", size=1, told={}, key=uuid.uuid4(), by=other_activist, at=AT)


def test_the_same_file_chosen_again_goes_on_where_it_stopped(begin, send, finish):
    row = begin(mark="h:aa").incoming
    send(row, until=CHUNK)
    assert begin(mark="h:aa").incoming == row
    for other in (
        begin(mark="h:bb"),
        begin(mark="h:aa", size=len(DATA) + 1),
        begin(mark="h:aa", name="b"),
        begin(),
        begin(),
    ):
        assert other.incoming != row
    send(row, offset=CHUNK)
    finish(row)
    assert begin(mark="h:aa").incoming != row


def test_finishing_before_the_end_says_what_is_missing(begin, send, finish):
    row = begin().incoming
    send(row, until=CHUNK)
    with pytest.raises(taking.Elsewhere) as told:
        finish(row)
    assert told.value.offset == CHUNK
    assert Incoming.objects.exists()


# --- What is refused ------------------------------------------------------------------------------------------------
def test_nothing_and_too_much_are_refused_before_a_byte_is_sent(begin, settings, monkeypatch, incoming):
    settings.UPLOAD_MAX_BYTES = 1024**2
    with pytest.raises(Unfit, match="empty"):
        begin(size=0)
    with pytest.raises(Unfit, match="too large: 1 MB"):
        begin(size=1024**2 + 1)
    monkeypatch.setattr(room, "RESERVE", 2**60)
    with pytest.raises(Unfit, match="no room"):
        begin(size=5)
    assert list(incoming.iterdir()) == []


def test_more_bytes_than_were_announced_are_refused(begin, send):
    row = begin(size=10).incoming
    with pytest.raises(Unfit, match="larger than it was"):
        send(row, b"x" * 11)
    assert send(row, b"x" * 10) == 10


def test_too_many_unfinished_uploads_are_refused(begin, monkeypatch):
    monkeypatch.setattr(taking, "MOST_UNFINISHED", 1)
    begin()
    with pytest.raises(Unfit, match="unfinished"):
        begin()


def test_a_disk_that_gets_full_keeps_what_is_whole(begin, send, finish, monkeypatch):
    row = begin().incoming
    send(row, until=CHUNK)
    monkeypatch.setattr(boxes.Writer, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(Unfit, match="no room"):
        send(row, offset=CHUNK)
    monkeypatch.undo()
    send(row, offset=CHUNK)
    assert finish(row).sha256 == SUM


def test_what_is_no_picture_after_all_is_told_and_dropped(begin, send, finish, incoming):
    data = b"\xff\xd8\xff" + bytes(200)
    row = begin(size=len(data), name="photo.jpg").incoming
    send(row, data)
    with pytest.raises(Unfit):
        finish(row)
    assert not Incoming.objects.exists()
    assert list(incoming.iterdir()) == []


def test_the_same_bytes_are_in_a_report_once(begin, send, finish):
    rows = [begin().incoming, begin().incoming]
    for row in rows:
        send(row)
    finish(rows[0])
    with pytest.raises(Unfit, match="here already"):
        finish(rows[1])
    assert Evidence.objects.count() == 1


def test_a_withdrawn_report_takes_no_more(begin, send, finish, draft, activist):
    row = begin().incoming
    intake.withdraw(report=draft, by=activist, at=AT, version=draft.version, reason="They are afraid.")
    with pytest.raises(Denied, match="closed"):
        send(row)
    with pytest.raises(Denied, match="closed"):
        finish(row)
    with pytest.raises(Denied, match="closed"):
        begin()


def test_somebody_elses_upload_is_neither_continued_nor_dropped(begin, send, other_activist):
    row = begin().incoming
    with pytest.raises(Denied):
        send(row, by=other_activist)
    with pytest.raises(Denied):
        taking.drop(row, by=other_activist)


def test_a_byte_changed_on_the_disk_is_noticed(begin, send, finish, incoming):
    row = begin().incoming
    send(row)
    (path,) = incoming.iterdir()
    raw = bytearray(path.read_bytes())
    raw[boxes.HEADER + 50] ^= 1
    path.write_bytes(raw)
    with pytest.raises(Unfit, match="not here any more"):
        finish(row)
    assert not Evidence.objects.exists()


def test_one_changed_between_two_parts_is_given_up_and_not_asked_for_for_ever(begin, send, incoming):
    row = begin().incoming
    send(row, until=2 * CHUNK)
    (path,) = incoming.iterdir()
    raw = bytearray(path.read_bytes())
    raw[boxes.HEADER + 50] ^= 1
    path.write_bytes(raw)
    with pytest.raises(Unfit, match="not here any more"):
        send(row, offset=2 * CHUNK)
    assert not Incoming.objects.exists()
    assert list(incoming.iterdir()) == []


# --- Sealed, dropped, forgotten -------------------------------------------------------------------------------------
def test_the_page_that_began_goes_on_while_kua_is_sealed(begin, send, finish, monkeypatch):
    monkeypatch.setattr(seal_state, "is_sealed", lambda: True)
    row, ticket = begin()
    send(row, until=CHUNK, ticket=ticket)
    for wrong in ("", "x", "é", ticket[:-4] + "AAA="):
        with pytest.raises(Denied, match="sealed"):
            send(row, offset=CHUNK, ticket=wrong)
    send(row, offset=CHUNK, ticket=ticket)
    assert finish(row, ticket=ticket).sha256 == SUM


def test_a_ticket_is_for_its_own_upload(begin, send, monkeypatch):
    one, other = begin(), begin()
    monkeypatch.setattr(seal_state, "is_sealed", lambda: True)
    with pytest.raises(Denied, match="sealed"):
        send(one.incoming, ticket=other.ticket)
    assert begin(key=one.incoming.pk).ticket == ""


def test_what_is_dropped_leaves_nothing(begin, send, incoming, activist):
    row = begin().incoming
    send(row, until=CHUNK)
    taking.drop(row, by=activist)
    assert list(incoming.iterdir()) == []
    assert not Incoming.objects.exists()


def test_uploads_that_nobody_goes_on_with_are_swept_and_finished_ones_forgotten(
    begin, send, finish, settings, incoming
):
    done, left = begin().incoming, begin().incoming
    send(done)
    piece = finish(done)
    send(left, until=CHUNK)
    sweep(at=AT + dt.timedelta(days=settings.INCOMING_DAYS, seconds=-1))
    assert Incoming.objects.count() == 2
    sweep(at=AT + dt.timedelta(days=settings.INCOMING_DAYS, seconds=1))
    assert not Incoming.objects.exists()
    assert list(incoming.iterdir()) == []
    assert clear(piece) == DATA
