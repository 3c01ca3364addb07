"""bin/manage matching: also on a database that bin/run has not seen yet."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from incidents.management.commands import matching
from incidents.management.matching import pairs_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(",".join(pairs_file.COLUMNS) + "\nЕржан Сейітов,2001,,Yerzhan Seitov,2001,,1\n")
    return path


@pytest.mark.parametrize(("tables", "asked"), [([], ["migrate"]), (["incidents_person"], [])])
def test_tables_are_made_only_where_there_are_none(tables, asked, file, monkeypatch):
    called = []
    monkeypatch.setattr(type(connection.introspection), "table_names", lambda *args, **options: tables)
    monkeypatch.setattr(matching, "call_command", lambda name, **options: called.append(name))
    out = StringIO()
    call_command("matching", "evaluate", str(file), stdout=out)
    assert called == asked
    assert "precision" in out.getvalue()
