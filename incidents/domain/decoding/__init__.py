"""What a file is, and copies to look at in its place: decoded in a child process that can open nothing."""

from incidents.domain.decoding.made import Broken, Facts, Made
from incidents.domain.decoding.work import copies, derived, holds, look, redact

__all__ = ["Broken", "Facts", "Made", "copies", "derived", "holds", "look", "redact"]
