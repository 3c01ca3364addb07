"""The forms by themselves: what they take, what they say, what they never do."""

import pytest
from django.http import QueryDict

from accounts import forms
from accounts.models import User

USER = User(username="aigerim", name="Aigerim Test", email="ai@example.org")
GOOD = "zimorodok-u-reki-77"


def new_password(first, second=None):
    return forms.NewPasswordForm({"password1": first, "password2": second or first}, user=USER)


@pytest.mark.parametrize("password", [GOOD, "  spaces at both ends  ", "құпия сөз ұзақ болсын", "🐦" * 12, "x1y2" * 50])
def test_a_long_password_of_any_script_is_taken_as_typed(password):
    form = new_password(password)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["password1"] == password


@pytest.mark.parametrize(
    "password", ["", "short", "aigerim-test", "ai@example.org", "password1234", "a\x00" * 10, "x" * 201]
)
def test_a_weak_or_endless_password_is_told(password):
    assert "password1" in new_password(password).errors


def test_two_different_passwords_are_told_at_the_second():
    assert list(new_password(GOOD, "another-one-entirely").errors) == ["password2"]


def test_a_password_field_never_shows_what_was_typed():
    form = new_password(GOOD, "another-one-entirely")
    assert not form.is_valid()
    assert GOOD not in form.as_p()


def test_somebody_who_joins_does_not_use_the_name_as_password(db):
    words = {"username": "sparrow", "password1": "aigerim-test", "password2": "aigerim-test"}
    assert "password1" in forms.JoinForm(words, user=USER).errors


def test_each_invitation_form_has_a_key_of_its_own():
    keys = {forms.InviteForm()["key"].value() for _form in range(5)}
    assert len(keys) == 5


def test_a_role_is_offered_with_what_it_may_do():
    assert [value for value, _label in forms.InviteForm().fields["role"].choices] == ["activist", "reviewer", "admin"]
    assert "Logs reports" in str(forms.InviteForm()["role"])


@pytest.mark.parametrize("version", ["", "0", "-1", "1.5", "x", "9" * 40, None])
def test_a_version_is_a_small_whole_number(version):
    assert "version" in forms.Versioned({"version": version}).errors


def test_a_form_can_be_sent_again_for_a_newer_version():
    form = forms.SuspendForm(QueryDict("suspend-reason=my+words&suspend-version=1"), prefix="suspend")
    again = form.at_version(7)
    assert again["version"].value() == 7
    assert again["reason"].value() == "my words"


def test_the_last_of_two_values_counts_and_is_checked():
    form = forms.DetailsForm(QueryDict("name=One&name=Two&language=en&version=1"))
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Two"


@pytest.mark.parametrize("query", ["role=owner", "state=x", "words=%E2%80%AE", "words=" + "x" * 999, ""])
def test_a_filter_that_is_not_understood_narrows_nothing(query):
    assert forms.TeamFilterForm(QueryDict(query)).chosen() == {"words": "", "role": "", "state": ""}
