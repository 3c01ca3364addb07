"""Dates and numbers in the reader's form, also where Django does not know it; Django's own sentences in Kazakh."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import formats, translation

from config.words import BORROWED


@pytest.mark.parametrize(("language", "written"), [("en", "Jan. 8, 2022"), ("ru", "8 января 2022 г.")])
def test_a_day_is_written_in_the_readers_order(language, written):
    with translation.override(language):
        assert formats.date_format(dt.date(2022, 1, 8), "DATE_FORMAT").startswith(written)


def test_a_kazakh_day_is_never_written_month_first():
    with translation.override("kk"):
        assert formats.date_format(dt.date(2022, 1, 8), "SHORT_DATE_FORMAT") == "08.01.2022"
        assert formats.number_format(1234567.5, 1, use_l10n=True, force_grouping=True).endswith("567,5")


def test_django_speaks_kazakh_where_its_own_catalogue_is_silent():
    with pytest.raises(ValidationError) as caught:
        validate_email("nobody")
    with translation.override("kk"):
        assert "Дұрыс" in str(caught.value)
    assert len(BORROWED) == 6
