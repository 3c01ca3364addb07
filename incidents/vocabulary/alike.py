"""Who may be one person, in words: how likely, what a run looks for, and how far it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Likelihood(TextChoices):
    """How likely two records are one person. Nothing is ever joined by it."""

    VERY_LIKELY = "very_likely", _("very likely")
    POSSIBLE = "possible", _("possible")


class MatchRunKind(TextChoices):
    """What a run over all names does."""

    PAIRS = "pairs", _("look for likely same persons")
    KEYS = "keys", _("prepare names for search again")


class RunState(TextChoices):
    """How far a run is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")
