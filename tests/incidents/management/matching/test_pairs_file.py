"""Files of pairs: what is read, and what is refused with a sentence."""

import pytest

from incidents.management.matching import pairs_file
from incidents.management.matching.refused import Refused

HEAD = "left_name,left_birth,left_place,right_name,right_birth,right_place,same\n"


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "pairs.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_pair_is_two_descriptions_and_a_verdict(file):
    found = pairs_file.read(file(HEAD + '"Сейітов, Ержан",2001,Актау,E. Seitov,,,1\n'))
    assert found == [pairs_file.Pair(("Сейітов, Ержан", "2001", "Актау"), ("E. Seitov", "", ""), True)]


def test_a_mark_at_the_beginning_more_columns_and_windows_lines_are_read(file):
    told = b"\xef\xbb\xbf" + ("note," + HEAD + "x,А,,,Б,,,0\n").replace("\n", "\r\n").encode()
    assert pairs_file.read(file(told)) == [pairs_file.Pair(("А", "", ""), ("Б", "", ""), False)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        (HEAD, "holds no pairs"),
        ("left_name,same\nx,1\n", "lacks the columns left_birth, left_place, right_name, right_birth, right_place."),
        (HEAD.replace(",", ";"), "lacks the columns"),
        (HEAD + "А,,,Б,,,yes\n", "line 2: “same” must be 1 or 0."),
        (HEAD + "А,,,Б\n", "line 2: “same” must be 1 or 0."),
        ((HEAD + "Ержан,,,Б,,,1\n").encode("cp1251"), "is not UTF-8"),
        ((HEAD + "А,,,Б,,,1\n").encode("utf-16"), "is not UTF-8"),
        ((HEAD + "a,,,b,,,1\n").encode("utf-16-le"), "zero bytes"),
        (HEAD + 'А,"x"y,,Б,,,1\n', "after line 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(file, content, said):
    with pytest.raises(Refused, match=said):
        pairs_file.read(file(content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(Refused, match="cannot be read: No such file"):
        pairs_file.read(tmp_path / "none.csv")
    with pytest.raises(Refused, match="cannot be read: Is a directory"):
        pairs_file.read(tmp_path)
