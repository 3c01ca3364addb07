"""A refusal at the terminal."""

import pytest

from config.launch.refused import Refused, one_sentence


def test_a_refusal_is_one_line_and_the_exit_code_1_without_a_traceback(capsys):
    with pytest.raises(SystemExit) as end, one_sentence():
        raise Refused("port 8000 is in use.")
    assert end.value.code == 1
    assert capsys.readouterr().err == "Kua: port 8000 is in use.\n"


def test_without_a_refusal_nothing_is_said(capsys):
    with one_sentence():
        pass
    assert capsys.readouterr() == ("", "")
