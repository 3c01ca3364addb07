"""What a person is told when a file is not taken: what it is, and what to do."""

from django.conf import settings
from django.utils.translation import gettext as _


def sentence(code: str, form: str = "") -> str:
    """The sentence for a code that `look` gave."""
    words = _words()
    text = words.get(f"{code}_{form}") or words.get(code) or words["damaged"]
    return f"{text} {only_one()}" if settings.UPLOAD_OPAQUE == "keep" and code in ("damaged", "locked") else text


def only_one() -> str:
    """The way for what cannot be read, so that nobody throws away the only copy."""
    return _("If there is no other copy, pack this one into a ZIP file and send that: it is kept as it is.")


def _words() -> dict[str, str]:
    return {
        "empty": _("This file is empty."),
        "damaged": _("This file is damaged or cut short. Copy it again and send the copy."),
        "damaged_picture": _("This picture is damaged or cut short. Copy it again and send the copy."),
        "damaged_video": _("This recording is damaged or cut short. Copy it again and send the copy."),
        "damaged_pdf": _("This PDF is damaged or cut short. Copy it again and send the copy."),
        "locked": _("This PDF opens only with a password. Send one without a password."),
        "pixels": _("This picture has too many points: 64 million at most."),
        "frames": _("This picture has too many frames: 2,000 at most."),
        "pages": _("This PDF has too many pages: 2,000 at most. Send it in parts."),
        "bomb": _(
            "Unpacked, this file would be far larger than it is: it is not taken. Send what is in it one by one."
        ),
        "virus": _("This file is a virus: it is not taken."),
        "unscanned": _("Files cannot be checked for viruses just now. Try again later, or tell your admin."),
        "cut": _("This recording is cut short: what is left of it can be played."),
        "changed": _("The file is not what it was when it came. Tell your admin."),
        "opaque": _("Files of this form are not taken here. Send a picture, a recording, a PDF, DOCX, XLSX or TXT."),
    }
