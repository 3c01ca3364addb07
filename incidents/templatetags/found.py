"""What was found, in pieces: the marked ones in <mark>, everything escaped."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from incidents.domain.marking import Pieces

register = template.Library()


@register.simple_tag
def marked(pieces: Pieces) -> SafeString:
    """The text with what was asked for marked."""
    shown = (format_html("<mark>{}</mark>", piece.text) if piece.on else piece.text for piece in pieces)
    return format_html_join("", "{}", ((text,) for text in shown))
