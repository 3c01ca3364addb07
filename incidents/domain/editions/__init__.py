"""What one edition of a list says otherwise than the one before: rows added, removed, respelt, changed."""

from incidents.domain.editions.comparing import compare

__all__ = ["compare"]
