"""Coming in with a second step: a telephone, a recovery code, a passkey; sessions that end, here and elsewhere."""

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts import codes, factors
from tests.factories import NOW_ITSELF, PASSWORD


def shown(secret: str, steps: int = 0) -> str:
    """What a telephone shows so many half minutes later: a code works once, and nobody waits in a test."""
    return codes.code_at(secret, codes.step_of(timezone.now().timestamp()) + steps)


def test_a_reviewer_sets_up_a_telephone_and_comes_in_with_a_code_and_a_recovery_code(walker, reviewer):
    # Given a reviewer without a second step, on a telephone without JavaScript
    at = walker(width=360, js=False)
    at.sign_in(reviewer.username, PASSWORD)
    # then there is nothing but its set-up
    at.reads("Your role needs a second step to sign in.")
    at.go(reverse("desk:queue"))
    at.click(at.to("accounts:totp_add"))
    secret = at.main("strong.code").inner_text()
    at.type("code", shown(secret, -1))
    at.click(at.submit())
    recovery = at.main("li.code").first.inner_text()
    expect(at.main("li.code")).to_have_count(10)
    at.go(reverse("desk:queue"))
    expect(at.page.locator("main h1")).to_have_text("Queue")
    # and elsewhere the password alone opens nothing; a code, or a recovery code, does
    for code in (shown(secret), recovery):
        other = walker(width=360, js=False)
        other.sign_in(reviewer.username, PASSWORD, code)
        other.reads("Dana Test")
    used = walker(js=False)
    used.go("/")
    used.page.get_by_label("User name or e-mail").fill(reviewer.username)
    used.page.get_by_label("Password").fill(PASSWORD)
    used.click(used.button("Sign in"))
    used.type("code", recovery)
    used.click(used.submit())
    used.reads("This code is not right, or it was used already.")
    # and each place is in the list, and can be ended
    at.go(reverse("accounts:sessions"))
    expect(at.main("li.card-k")).to_have_count(3)
    at.click(at.button("Sign out everywhere else"))
    expect(at.main("li.card-k")).to_have_count(1)
    other.go(reverse("desk:queue"))
    expect(other.page.get_by_label("Password")).to_be_visible()


def test_a_passkey_is_made_and_is_enough_to_come_in(walker, activist, live_server):
    # Given a browser with a passkey built in
    at = walker(activist)
    wire = at.page.context.new_cdp_session(at.page)
    wire.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    # when the activist adds it
    at.go(reverse("accounts:passkey_add"))
    at.type("name", "This laptop")
    at.click(at.submit())
    expect(at.page).to_have_url(live_server.url + reverse("accounts:recovery"))
    assert factors.has(activist)
    # then it alone is enough
    at.click(at.page.get_by_role("button", name="Sign out"))
    at.click(at.button("Use a passkey"))
    at.reads("Aigerim Test")
    assert at.noise == []


def test_before_the_end_one_is_warned_and_can_stay(walker, activist, settings):
    # Given a session that ends soon if nothing is done
    settings.IDLE_SECONDS = 100
    at = walker(activist, width=360, ahead=NOW_ITSELF)
    box = at.page.locator(".ends")
    expect(box).to_contain_text("You are about to be signed out")
    # when the activist says to stay, and there is time again
    settings.IDLE_SECONDS = 1800
    box.get_by_role("button").click()
    expect(box).to_be_hidden()
    assert at.noise == []


def test_an_admin_is_asked_again_and_the_words_go_on(walker, admin, settings):
    at = walker(admin, width=360, js=False, ahead=NOW_ITSELF)
    at.go(reverse("accounts:invite"))
    at.page.get_by_label("Name").fill("Zhuldyz")
    at.page.get_by_label("Activist").check()
    settings.ASK_AGAIN_SECONDS = 0
    at.click(at.button("Make the link"))
    at.reads("Is it you?")
    at.page.get_by_label("Password").fill(PASSWORD)
    at.click(at.button("Go on"))
    at.reads("With it Zhuldyz joins the team.")
