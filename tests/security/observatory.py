"""A score of headers by the published rules of the HTTP Observatory (MDN, scoring of 2024, algorithm 5).

Source: https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring, and the table of modifiers in
mdn/mdn-http-observatory, src/grader/charts.js. From 100, penalties are taken off; if 90 are left, bonuses are added.
Not judged here, because they belong to the proxy and to the browsers' own list: redirection to HTTPS (0) and the
preload list of HSTS (5, not counted).
"""

import re
from http.cookies import SimpleCookie

from tests.security.header_table import policy_of

SIX_MONTHS = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def policy(headers, cookies) -> int:
    """Content-Security-Policy."""
    said = policy_of(headers)
    if "default-src" not in said:
        return -25
    if "unsafe" in headers["Content-Security-Policy"] or re.search(r"https?:|data:|\*", str(said)):
        return -20
    strict = said["default-src"] == "'none'" and said.get("form-action") in ("'self'", "'none'")
    return 10 if strict else 5


def cookie_flags(headers, cookies: SimpleCookie) -> int:
    """Cookies: Secure, HttpOnly on the session's, SameSite."""
    scores = [0]
    for name, one in cookies.items():
        is_session = "sess" in name or "csrf" not in name
        scores.append(-40 if is_session and not one["secure"] else 0)
        scores.append(-20 if not one["secure"] else 0)
        scores.append(-30 if is_session and not one["httponly"] else 0)
        scores.append(-20 if one["samesite"] not in ("Lax", "Strict") else 0)
    return min(scores) or (5 if cookies else 0)


def sharing(headers, cookies) -> int:
    """Cross-origin resource sharing with credentials."""
    return -50 if "Access-Control-Allow-Credentials" in headers else 0


def referrer(headers, cookies) -> int:
    """Referrer-Policy."""
    said = headers.get("Referrer-Policy")
    return 0 if said is None else 5 if said in PRIVATE_REFERRERS else -5


def transport(headers, cookies) -> int:
    """Strict-Transport-Security."""
    age = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    return -20 if age is None else 0 if int(age[1]) >= SIX_MONTHS else -10


def sniffing(headers, cookies) -> int:
    """X-Content-Type-Options."""
    return 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5


def framing(headers, cookies) -> int:
    """X-Frame-Options, better said by the policy."""
    if policy_of(headers).get("frame-ancestors") in ("'none'", "'self'"):
        return 5
    return 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def resources(headers, cookies) -> int:
    """Cross-Origin-Resource-Policy."""
    said = headers.get("Cross-Origin-Resource-Policy")
    return 10 if said in ("same-origin", "same-site") else 0 if said in (None, "cross-origin") else -5


TESTS = (policy, cookie_flags, sharing, referrer, transport, sniffing, framing, resources)


def score(headers, cookies: SimpleCookie) -> int:
    """Penalties first; bonuses only for those who have 90 left."""
    found = [test(headers, cookies) for test in TESTS]
    base = 100 + sum(number for number in found if number < 0)
    return base + sum(number for number in found if number > 0) if base >= 90 else max(base, 0)
