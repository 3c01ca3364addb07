"""Pictures that look nearly alike are pointed out within what one may see, and two pieces are compared line by line."""

import pytest

from incidents.domain.queries import alike
from incidents.models import Evidence, Original
from tests.factories import ReportFactory
from tests.incidents.domain.evidence import copies, held

pytestmark = pytest.mark.django_db
LOOKS = 0x0F0F_1234_5678_9ABC


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    held.own_store(settings, tmp_path)


@pytest.fixture
def looking(activist):
    """A picture that looks like this: looking(bits) differs from the first in so many bits."""

    def made(bits: int = 0, report=None, looks: int = LOOKS) -> Evidence:
        for bit in range(bits):
            looks ^= 1 << (bit * 5)
        signed = looks - 2**64 if looks >= 2**63 else looks
        piece = copies.piece(report or ReportFactory(submitter=activist), f"{bits} {looks}".encode())
        Original.objects.filter(pk=piece.original_id).update(dhash=signed)
        piece.refresh_from_db()
        return piece

    return made


def test_the_likest_come_first_and_what_differs_in_more_than_ten_bits_is_another(looking, reviewer):
    first = looking()
    others = {bits: looking(bits) for bits in (12, 10, 3, 11)}
    found = alike.near(reviewer, first)
    assert [(piece.ref, piece.apart) for piece in found] == [(others[3].ref, 3), (others[10].ref, 10)]


def test_the_highest_bit_is_a_bit_like_others(looking, reviewer):
    first, other = looking(looks=2**63), looking(looks=1)
    (found,) = alike.near(reviewer, first)
    assert (found.ref, found.apart, alike.apart(first, other)) == (other.ref, 2, 2)


def test_the_same_bytes_are_no_likeness(looking, reviewer):
    first = looking()
    held.receipt(first.original)
    assert alike.near(reviewer, first) == []


def test_nobody_meets_a_picture_that_is_not_theirs_to_see(looking, activist, other_activist, reviewer):
    first = looking()
    looking(2, ReportFactory(submitter=other_activist))
    draft = ReportFactory(submitter=other_activist, received_at=None, status="draft")
    looking(1, draft)
    assert [piece.apart for piece in alike.near(reviewer, first)] == [2]
    assert alike.near(activist, first) == []


def test_what_has_no_looks_is_like_nothing(looking, reviewer):
    looking()
    assert alike.near(reviewer, copies.piece(body=b"a text")) == []


def test_it_is_one_query(looking, reviewer, django_assert_num_queries):
    first = looking()
    for bits in range(1, 9):
        looking(bits)
    assert first.original.dhash == LOOKS
    with django_assert_num_queries(1):
        found = alike.near(reviewer, first)
        assert len({piece.report.ref for piece in found}) == 8


def test_two_pieces_are_compared_line_by_line(looking):
    first, other = looking(), looking(3)
    lines = {line.label: line for line in alike.compared(first, other)}
    assert not lines["Form"].differs
    assert lines["Report"].differs
    assert (lines["SHA-256"].one, lines["SHA-256"].other) == (first.sha256, other.sha256)
    assert "Taken" not in lines  # unknown of both
    assert alike.apart(first, other) == 3
    assert alike.apart(first, copies.piece(body=b"a text")) is None
