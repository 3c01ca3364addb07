"""The languages of the house: which codes there are, and the cookie that keeps a visitor's choice."""

from django.conf import settings


def known(code: str | None) -> bool:
    return code in dict(settings.LANGUAGES)


def remember(response, code: str):
    """Keep the choice on this device, for the pages before signing in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response
