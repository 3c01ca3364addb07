"""The picture that a telephone scans: SVG for the page itself, so no second address ever answers with a secret."""

import io

import qrcode
from allauth.mfa.adapter import get_adapter
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage

from accounts.models import User


def of_totp(user: User, secret: str) -> SafeString:
    """Squares drawn by us from an address of ours: nothing that anybody typed stands in it as text."""
    made, out = qrcode.make(get_adapter().build_totp_url(user, secret), image_factory=SvgPathImage), io.BytesIO()
    made.save(out)
    drawn = out.getvalue().decode()
    return mark_safe(drawn[drawn.index("<svg") :])  # noqa: S308
