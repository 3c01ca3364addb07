"""Words that everybody here would think of make no password; words beside them do."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.house_words import WORDS, folded, is_made_of_them
from tests.accounts.conftest import OTHER_PASSWORD, PASSWORD


@pytest.mark.parametrize(
    "password",
    ["kazakhstan2022", "Qandy Qantar 2022", "kua-admin-2024!", "АлматыАлматы22", "Қазақстан_123456", "reviewer123456789",
     "Activist-Activist", "ｋｕａ ａｄｍｉｎ 2022", "пароль-админ-01", "Казахстан!!!22"],
)  # fmt: skip
def test_a_password_of_nothing_but_the_words_of_the_house_is_refused(password):
    assert len(password) >= 12
    with pytest.raises(ValidationError, match="too common"):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [PASSWORD, OTHER_PASSWORD, "korolek kazakhstan vetka", "almaty-zimorodok-77", "🐦" * 12, "құпия сөз ұзақ болсын",
     "83 17 02 94 55 61", "only-for-the-demo"],
)  # fmt: skip
def test_words_beside_them_make_a_password(password):
    validate_password(password)


def test_every_word_of_the_list_alone_is_found():
    assert [word for word in WORDS if not is_made_of_them(word)] == []
    assert len({folded(word) for word in WORDS}) == len(WORDS)
