"""bin/manage matching evaluate: the figures for any file of these columns, as lines and as JSON; nothing is written."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.domain import scoring
from incidents.management.matching import pairs_file

pytestmark = pytest.mark.django_db
HEAD = ",".join(pairs_file.COLUMNS)
PAIRS = """
Ержан Сейітов,2001-03-05,Актау,Yerzhan Seitov,2001,Aktau,1
"Сейітов, Ержан",,,Е. Сейитов,21 год (2022),,1
Ержан Сейітов,2001-03-05,,Айгүл Нұрланова,1960-01-01,,0
Ержан Сейітов,2001-03-05,Актау,Жандос Сейітов,2001-03-05,Актау,0
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(HEAD + PAIRS.rstrip() + "\n")
    return path


def said(*arguments) -> str:
    out = StringIO()
    call_command("matching", "evaluate", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_prints_the_figures_at_the_threshold_of_another_file(file):
    text = said(file, "--threshold-from", file)
    assert "precision 1.000  recall 1.000  F1 1.000" in text
    assert "0 wrong" in text
    assert text.startswith("pairs 4, threshold ")


def test_as_json_it_has_the_keys_that_were_agreed_on(file):
    found = json.loads(said(file, "--threshold-from", file, "--json"))
    assert {"precision", "recall", "f1", "threshold", "p50_ms", "p95_ms", "p99_ms"} <= set(found)
    assert (found["precision"], found["recall"], found["f1"], found["pairs"]) == (1, 1, 1, 4)
    assert found["very_likely_errors"] == 0


def test_without_another_file_the_threshold_is_where_very_likely_begins(file):
    assert json.loads(said(file, "--json"))["threshold"] == scoring.load_weights().very_likely


def test_it_writes_nothing_and_asks_the_database_for_its_tables_and_the_weights_only(file):
    with CaptureQueriesContext(connection) as caught:
        said(file, "--threshold-from", file)
    assert [query["sql"].split()[0] for query in caught] == ["SELECT", "SELECT"]
    assert "matchweights" in caught[1]["sql"]


def test_a_file_that_cannot_be_read_is_an_error_with_a_sentence(file, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        said(tmp_path / "none.csv")
    (tmp_path / "empty.csv").write_text(HEAD + "\n")
    with pytest.raises(CommandError, match="holds no pairs"):
        said(file, "--threshold-from", tmp_path / "empty.csv")
