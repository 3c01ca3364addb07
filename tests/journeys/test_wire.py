"""The first view fits through 2G: the sign-in page with everything it loads."""

from django.urls import reverse

from tests.journeys.wire import Scale

FIRST_VIEW = 60 * 1024


def test_the_first_view_is_light_and_asks_nobody_else(walker, settings):
    settings.DEMO = True
    stranger = walker()
    scale = Scale(stranger.page)
    stranger.go(reverse("account_login"))
    stranger.page.wait_for_load_state("networkidle")
    weight = scale.weigh()
    assert 10 * 1024 < weight < FIRST_VIEW, weight
    assert len(scale.kept) >= 2
    assert stranger.noise == []
