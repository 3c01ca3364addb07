"""What the activist does: start, save, send, answer, withdraw. The working copy is raw; what is sent is frozen."""

from incidents.domain.intake.changes import revisions_diff
from incidents.domain.intake.contents import Incomplete, Problem
from incidents.domain.intake.editing import remove_person, save, save_act, save_person
from incidents.domain.intake.sending import answer, send, submit, withdraw
from incidents.domain.intake.starting import start

__all__ = [
    "Incomplete",
    "Problem",
    "answer",
    "remove_person",
    "revisions_diff",
    "save",
    "save_act",
    "save_person",
    "send",
    "start",
    "submit",
    "withdraw",
]
