"""What is told of a piece of evidence, for whoever looks at its page."""

from django import template

from incidents.domain.queries.telling import Telling

register = template.Library()


@register.simple_tag(takes_context=True)
def telling(context, piece) -> Telling:
    """Everything that this reader may know of the piece: {% telling piece as told %}."""
    return Telling(context["request"].user, piece)
