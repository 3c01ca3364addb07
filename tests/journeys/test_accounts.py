"""How people come in, which language they read, and how one is put out."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import PASSWORD


def test_a_one_time_link_lets_somebody_in_and_a_suspension_puts_them_out_at_once(walker, admin):
    # Given an admin who invites an activist
    at_desk = walker(admin)
    at_desk.go(reverse("accounts:invite"))
    at_desk.page.get_by_label("Name").fill("Zhuldyz")
    at_desk.page.get_by_label("Activist").check()
    at_desk.click(at_desk.button("Make the link"))
    link = at_desk.page.get_by_label("Link").input_value()
    # when the invited person opens the link, joins and signs in
    guest = walker(width=360, js=False)
    guest.page.goto(link)
    guest.page.get_by_label("User name").fill("zhuldyz")
    for field in ("New password", "New password, once more"):
        guest.page.get_by_label(field, exact=True).fill("four-words-far-apart")
    guest.click(guest.button("Join"))
    guest.reads("Done. Now sign in with your password.")
    guest.sign_in("zhuldyz", "four-words-far-apart")
    guest.reads("Zhuldyz")
    # then the link works no more
    stranger = walker(js=False)
    stranger.page.goto(link)
    expect(stranger.page.get_by_label("User name")).to_have_count(0)
    # and when the admin suspends the account, the next request is refused
    at_desk.go(reverse("accounts:team"))
    at_desk.click(at_desk.link("Zhuldyz"))
    reason = at_desk.main("form[action$='/suspend/']")
    reason.evaluate("node => { const folded = node.closest('details'); if (folded) folded.open = true; }")
    reason.locator("textarea, input[type=text]").first.fill("The telephone was taken.")
    reason.get_by_role("button").click()
    at_desk.reads("The account is suspended, from now on.")
    guest.go(reverse("desk:my_reports"))
    expect(guest.page.get_by_label("Password")).to_be_visible()
    guest.page.get_by_label("User name or e-mail").fill("zhuldyz")
    guest.page.get_by_label("Password").fill("four-words-far-apart")
    guest.click(guest.button("Sign in"))
    expect(guest.page.get_by_label("Password")).to_be_visible()


def test_the_language_is_kept_after_signing_out_and_in_again(walker, activist):
    at = walker(activist, width=360, js=False)
    at.speak("kk")
    at.page.get_by_role("button", name="Шығу").first.click()
    expect(at.page.locator("html")).to_have_attribute("lang", "kk")
    # also on another device, which speaks English
    other = walker(js=False)
    other.sign_in(activist.username, PASSWORD)
    expect(other.page.locator("html")).to_have_attribute("lang", "kk")
    assert at.noise == other.noise == []
