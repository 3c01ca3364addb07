"""What supports a report: files, links, and what is said to exist without being held."""

from incidents.domain.evidence.handing import open_file
from incidents.domain.evidence.links import add_link, checked_url, note_not_held
from incidents.domain.evidence.receipts import add_file, receive
from incidents.domain.evidence.rows import clean_name, remove
from incidents.domain.evidence.sweeping import sweep

__all__ = [
    "add_file",
    "add_link",
    "checked_url",
    "clean_name",
    "note_not_held",
    "open_file",
    "receive",
    "remove",
    "sweep",
]
