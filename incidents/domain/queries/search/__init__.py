"""One box for people, reports, incidents, places and references, inside what somebody may see."""

from incidents.domain.queries.search.everything import Found, Section, find, suggest

__all__ = ["Found", "Section", "find", "suggest"]
