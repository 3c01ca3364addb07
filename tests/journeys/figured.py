"""The claimed figures of the demo, and the stops of who reads and enters them."""

from incidents.demo import figures
from incidents.models import FigureClaim, FigureTopic


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
    ]
