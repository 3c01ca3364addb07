"""Migrations: none is missing, and the way back and forward again is open on tables with rows in them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from incidents.models import Report
from tests.architecture import rows


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)
    assert "No changes" in said.getvalue()


@pytest.mark.django_db
def test_filled_tables_go_back_to_nothing_and_come_again():
    """In one transaction: PostgreSQL takes back what a migration did as readily as what a form did."""
    rows.one_of_each()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    call_command("migrate", "incidents", "zero", verbosity=0)
    assert not {name for name in connection.introspection.table_names() if name.startswith("incidents_")}
    call_command("migrate", "incidents", verbosity=0)
    assert not Report.objects.exists()
