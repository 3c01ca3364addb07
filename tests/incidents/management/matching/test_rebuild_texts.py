"""bin/manage matching rebuild --texts"""

import io

import pytest
from django.core.management import call_command

from incidents.models import FoundText
from tests.factories import IncidentFactory, ReportFactory

pytestmark = pytest.mark.django_db


def test_the_full_text_is_made_anew_and_the_command_says_how_far_it_is():
    ReportFactory()
    IncidentFactory()
    said = io.StringIO()
    call_command("matching", "rebuild", "--texts", stdout=said)
    assert said.getvalue().splitlines() == ["texts: 1", "texts: 2", "2 texts of reports and incidents are found"]
    assert FoundText.objects.count() == 2
