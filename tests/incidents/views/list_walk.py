"""What the tests of lists coming in share: the words of a page, and its form as it stands."""

import html
from typing import Any

from tests.incidents.views.intake_walk import fields


def text_of(answer: Any) -> str:
    """The page in one line, without its escapes."""
    return html.unescape(" ".join(answer.content.decode().split()))


def fields_of(answer: Any) -> dict[str, Any]:
    """What the form of the page that carries a version would send as it stands."""
    return fields(answer)
