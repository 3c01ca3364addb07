"""The claimed figures of the demo, an estimate that is refused, and the stops of who reads and enters them."""

import uuid

from django.utils import timezone

from accounts.models import User
from incidents.demo import figures, lists
from incidents.domain.estimating import verbs
from incidents.models import Estimate, FigureClaim, FigureTopic, PersonList


def refused(by: User) -> Estimate:
    """One list cannot say how many are on none."""
    lists.seed()
    series = PersonList.objects.get(title=lists.TITLE)
    asked = {"title": "Killed in January 2022", "lists": [series.ref], "filters": {"ever": "killed"}}
    row = verbs.ask(**asked, key=uuid.uuid4(), by=by, at=timezone.now())
    return verbs.run(row.ref, clock=timezone.now) or row


def stops(made) -> list:
    """Topics and figures today and as of a day, and each thing that is said of a figure."""
    figures.seed()
    topic = (FigureTopic.objects.get(title="Deaths in the whole country").ref,)
    parts = (FigureTopic.objects.get(title__startswith="The breakdown").ref,)
    claim = FigureClaim.objects.get(best=230)
    back = FigureClaim.objects.get(best=164)
    ref, keep = (claim.ref,), "main form[method=post] .btn-primary"
    return [
        made("desk:figures", main=True),
        made("desk:figures", query="?on=2022-01-12&status=dead"),
        made("desk:figures", query="?of=R-0000000"),
        made("desk:figure_topic", topic, main=True),
        made("desk:figure_topic", topic, query="?on=2022-01-12", main=True),
        made("desk:figure_topic", parts, main=True),
        made("desk:figure_topic", topic, query="?on=32.13.2022"),
        made("desk:figure_topic_new", press=keep, main=True),
        made("desk:figure_topic_edit", topic),
        made("desk:figure_enter", (claim.report.ref,), main=True),
        made("desk:figure_enter", (claim.report.ref,), press=keep),
        made("desk:figure", ref, main=True),
        made("desk:figure", (back.ref,)),
        made("desk:figure", ref, query="?on=2022-01-12"),
        made("desk:figure_state", ref, press=keep, main=True),
        made("desk:figure_tie", ref, press=keep, main=True),
        made("desk:figure_strike", ref, press=keep),
        made("desk:figure_place", ref, main=True),
        *counted(made),
        made("desk:estimates", main=True),
        made("desk:estimate_new", press=keep, main=True),
        made("desk:estimate", (refused(User.objects.get(username="reviewer")).ref,), main=True),
    ]


def counted(made) -> list:
    """What is documented: tables of one and of two questions, on a day, on the map, and those left undecided."""
    return [
        made("desk:counts", main=True),
        made("desk:counts", query="?rows=age&columns=sex", main=True),
        made("desk:counts", query="?rows=place&columns=status&on=2022-01-20"),
        made("desk:counts", query="?rows=nothing&since=32.13.2022"),
        made("desk:counts_undecided", query="?rows=status", main=True),
        made("desk:figure_map", main=True),
        made("desk:figure_map", query="?ever=killed&on=2022-01-20"),
    ]
