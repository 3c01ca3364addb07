"""Signing in with a second step, and setting it up."""

import json
import re

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import get_hasher
from django.test import Client
from django.urls import reverse

from accounts import codes, factors, people
from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.factories import TOTP_SECRET, code_for, give_factor
from tests.passkeys import Passkey

pytestmark = pytest.mark.django_db
LOGIN, STEP, PROFILE = reverse("account_login"), reverse("mfa_authenticate"), reverse("accounts:profile")
FACTORS, AGAIN = reverse("accounts:factors"), reverse("accounts:again")
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


def type_password(client, user, **more):
    return client.post(LOGIN, {"login": user.username, "password": PASSWORD}, secure=True, **more)


def type_code(client, code):
    return client.post(STEP, {"code": code}, secure=True)


def is_in(client):
    return client.get(PROFILE, secure=True).status_code == 200


def challenge(response) -> str:
    """What a page or an answer asks a passkey to sign."""
    return re.search(r"challenge(?:&quot;|\")[^\w-]+(?:quot;)?([\w-]+)", response.content.decode())[1]


def handle(user) -> str:
    return user_pk_to_url_str(user)


@pytest.fixture
def key(activist, at):
    """A passkey of the activist."""
    made = Passkey(user_handle=handle(activist))
    factors.add_passkey(user=activist, name="Key", credential=made.made(), at=at)
    return made


# --- Signing in -----------------------------------------------------------------------------------------------------
def test_the_password_of_a_reviewer_opens_nothing_but_the_second_step(client, reviewer):
    assert type_password(client, give_factor(reviewer))["Location"] == STEP
    assert not is_in(client)
    assert type_code(client, code_for(reviewer)).status_code == 302
    assert is_in(client)


def test_a_wrong_code_is_told_and_a_used_one_is_wrong(client, reviewer):
    code = code_for(give_factor(reviewer))
    type_password(client, reviewer)
    type_code(client, code)
    other = Client()
    type_password(other, reviewer)
    for wrong in (code, "000000", ""):
        response = type_code(other, wrong)
        assert response.status_code == 200
        assert "has-error" in response.content.decode()
    assert not is_in(other)


def test_a_recovery_code_lets_in_once(client, reviewer, at):
    factors.add_recovery(give_factor(reviewer), at)
    code = factors.unused_codes(reviewer)[0]
    for who, let_in in ((client, True), (Client(), False)):
        type_password(who, reviewer)
        type_code(who, code)
        assert is_in(who) == let_in


def test_a_passkey_alone_is_enough(client, activist, key):
    asked = challenge(client.post(reverse("passkey_options"), secure=True))
    client.post(reverse("passkey_sign_in"), {"credential": as_json(key.used(asked))}, secure=True)
    assert is_in(client)


def test_a_passkey_without_finger_or_pin_is_not_enough(client, key):
    asked = challenge(client.post(reverse("passkey_options"), secure=True))
    sent = as_json(key.used(asked, verified=False))
    assert client.post(reverse("passkey_sign_in"), {"credential": sent}, secure=True)["Location"] == LOGIN
    assert not is_in(client)


def test_what_a_passkey_answered_works_once(client, key):
    sent = as_json(key.used(challenge(client.post(reverse("passkey_options"), secure=True))))
    client.post(reverse("passkey_sign_in"), {"credential": sent}, secure=True)
    other = Client()
    other.post(reverse("passkey_options"), secure=True)
    other.post(reverse("passkey_sign_in"), {"credential": sent}, secure=True)
    assert not is_in(other)


def test_a_passkey_of_a_suspended_person_is_no_passkey(client, activist, admin, key, at):
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    asked = challenge(client.post(reverse("passkey_options"), secure=True))
    response = client.post(reverse("passkey_sign_in"), {"credential": as_json(key.used(asked))}, secure=True)
    assert response["Location"] == LOGIN
    assert not is_in(client)


def test_a_passkey_as_second_step(client, activist, key):
    type_password(client, activist)
    asked = challenge(client.get(STEP, secure=True))
    client.post(STEP, {"credential": as_json(key.used(asked))}, secure=True)
    assert is_in(client)


def as_json(thing) -> str:
    return json.dumps(thing)


@pytest.mark.parametrize(
    "sent",
    ["", "x", "[]", "1", "null", '{"response": 1}', '{"id": 1, "rawId": [], "response": {}}', "[" * 19000, '"' + "x" * 30000,
     '{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"AAAA","authenticatorData":"AAAA","signature":"AAAA","userHandle":"MQ"}}',
     '{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"","signature":"","userHandle":7}}'],
)  # fmt: skip
def test_whatever_is_sent_as_a_passkey_is_answered_calmly(client, client_of, activist, sent):
    client.post(reverse("passkey_options"), secure=True)
    assert client.post(reverse("passkey_sign_in"), {"credential": sent}, secure=True)["Location"] == LOGIN
    inside = client_of(activist)
    add = reverse("accounts:passkey_add")
    inside.get(add)
    assert inside.post(add, {"name": "Key", "credential": sent}).status_code == 200
    assert inside.post(AGAIN, {"again_credential": sent, "next": "/"}).status_code == 403
    assert not factors.has(activist)


@pytest.fixture
def hashes(monkeypatch):
    """How often a password was hashed."""
    counted, hasher = [], type(get_hasher())
    real = hasher.encode, hasher.verify
    monkeypatch.setattr(hasher, "encode", lambda self, *a, **k: counted.append(1) or real[0](self, *a, **k))
    monkeypatch.setattr(hasher, "verify", lambda self, *a, **k: counted.append(1) or real[1](self, *a, **k))
    return counted


@pytest.mark.parametrize("login", ["aigerim", "nobody", "dana", "erlan", "ai@example.org", "no@example.org", "AIGERIM"])
def test_whoever_is_tried_it_takes_one_hash_and_the_answer_is_the_same(
    client, activist, reviewer, second_reviewer, admin, at, hashes, login
):
    User.objects.filter(pk=activist.pk).update(email="ai@example.org")
    people.suspend(user=reviewer, by=admin, at=at, reason="left")
    second_reviewer.set_unusable_password()
    second_reviewer.save()
    hashes.clear()
    response = client.post(LOGIN, {"login": login, "password": "wrong-password-1"})
    assert len(hashes) == 1
    assert response.status_code == 200
    assert "The user name or the password is not right." in response.content.decode()


# --- Who needs a second factor ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["desk:home", "desk:queue", "accounts:profile", "accounts:sessions", "account_change_password"]
)
def test_a_reviewer_without_one_reaches_nothing_but_its_set_up(client, reviewer, name):
    assert type_password(client, reviewer)["Location"] == "/desk/"
    assert client.get(reverse(name), secure=True)["Location"] == FACTORS
    assert client.post(reverse(name), secure=True)["Location"] == FACTORS
    for open_to_them in (FACTORS, reverse("accounts:totp_add"), reverse("accounts:passkey_add"), "/healthz"):
        assert client.get(open_to_them, secure=True).status_code == 200


def test_activists_need_one_where_the_house_says_so(client, activist, settings):
    settings.SECOND_FACTOR_FOR_ACTIVISTS = True
    type_password(client, activist)
    assert client.get(PROFILE, secure=True)["Location"] == FACTORS


def test_a_new_reviewer_needs_one_from_the_next_sign_in_on(client, activist, admin, at):
    type_password(client, activist)
    people.change_role(user=activist, role="reviewer", by=admin, at=at)
    assert not is_in(client)
    type_password(client, activist)
    assert client.get(PROFILE, secure=True)["Location"] == FACTORS


def test_setting_up_a_telephone_shows_the_picture_and_the_secret_and_a_wrong_code_keeps_both(client_of, activist, at):
    client, add = client_of(activist), reverse("accounts:totp_add")
    page = client.get(add).content.decode()
    secret, sealed = (
        re.search(r'class="code"[^>]*>(\w+)<', page)[1],
        re.search(r'name="sealed" value="([^"]+)"', page)[1],
    )
    assert "<svg" in page
    assert "style=" not in page
    assert secret not in sealed
    again = client.post(add, {"code": "000000", "sealed": sealed}).content.decode()
    assert secret in again
    right = codes.code_at(secret, codes.step_of(at.timestamp()))
    response = client.post(add, {"code": right, "sealed": sealed})
    assert response["Location"] == reverse("accounts:recovery")
    assert len(re.findall(r'<li class="code">', client.get(response["Location"]).content.decode())) == 10


def test_a_secret_of_somebody_elses_page_is_not_taken(client_of, activist, other_activist, at):
    sealed = factors.pending(other_activist, TOTP_SECRET)
    code = codes.code_at(TOTP_SECRET, codes.step_of(at.timestamp()))
    client_of(activist).post(reverse("accounts:totp_add"), {"code": code, "sealed": sealed})
    assert not factors.has(activist)


def test_a_passkey_is_added_renamed_and_taken_off(client_of, activist, at):
    client, add = client_of(activist), reverse("accounts:passkey_add")
    made = Passkey()
    asked = challenge(client.get(add, secure=True))
    client.post(add, {"name": "My telephone", "credential": as_json(made.made(asked))}, secure=True)
    row = Authenticator.objects.get(type=factors.PASSKEY)
    client.post(reverse("accounts:passkey_rename", args=[row.pk]), {"name": "My key"}, secure=True)
    assert "My key" in client.get(FACTORS, secure=True).content.decode()
    client.post(reverse("accounts:passkey_remove", args=[row.pk]), secure=True)
    assert not factors.has(activist)
    assert client.get(PROFILE, secure=True).status_code == 200


def test_a_passkey_that_asked_for_no_finger_or_pin_is_not_taken(client_of, activist):
    client, add = client_of(activist), reverse("accounts:passkey_add")
    asked = challenge(client.get(add, secure=True))
    client.post(add, {"name": "Key", "credential": as_json(Passkey().made(asked, verified=False))}, secure=True)
    assert not factors.has(activist)


def test_nobody_touches_the_passkey_of_another(client_of, other_activist, key):
    row = Authenticator.objects.get(type=factors.PASSKEY)
    for name in ("passkey_rename", "passkey_remove"):
        assert client_of(other_activist).post(reverse(f"accounts:{name}", args=[row.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_recovery_codes_come_as_a_text(client_of, reviewer, at):
    factors.add_recovery(give_factor(reviewer), at)
    response = client_of(reviewer).get(reverse("accounts:recovery_text"))
    assert response.content.decode().splitlines() == factors.unused_codes(reviewer)
    assert response["Cache-Control"] == "no-store"
    assert "attachment" in response["Content-Disposition"]


def test_taking_off_a_factor_signs_out_everywhere_else(client_of, activist, key):
    here, elsewhere = client_of(activist), client_of(activist)
    row = Authenticator.objects.get(type=factors.PASSKEY)
    here.post(reverse("accounts:passkey_remove", args=[row.pk]))
    assert here.get(PROFILE).status_code == 200
    assert elsewhere.get(PROFILE).status_code == 302


def test_an_admin_resets_a_lost_one_from_the_persons_page(client_of, reviewer, admin):
    out = client_of(reviewer)
    data = {"factor-version": people.find(reviewer.ref).version, "factor-reason": "gone"}
    response = client_of(admin).post(reverse("accounts:person_factor_reset", args=[reviewer.ref]), data)
    assert response.status_code == 302
    assert out.get(PROFILE).status_code == 302
    assert not factors.has(reviewer)
    type_password(out, reviewer)
    assert out.get(PROFILE, secure=True)["Location"] == FACTORS
