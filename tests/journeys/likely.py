"""Three records of the demo data that may be one person, as a run found them; and the stops of who reads them."""

from django.utils import timezone

from incidents.models import LikelyGroup, LikelyPair, MatchRun, Person


def group() -> LikelyGroup:
    """Two pairs, the first the likelier."""
    persons = Person.objects.filter(reports_count__gt=0).exclude(display_name="").order_by("pk")[:3]
    at = timezone.now()
    run = MatchRun.objects.create(state="done", asked_at=at, ended_at=at)
    found = LikelyGroup.objects.create(run=run, size=3, score=0.9, open_pairs=2)
    for place, other in enumerate(persons[1:]):
        LikelyPair.objects.create(group=found, left_person=persons[0], right_person=other, score=0.9 - place / 10)
    return found


def beside(found: LikelyGroup, number: int) -> str:
    """What is asked of the page that shows so many of them side by side."""
    pairs = list(found.found_pairs.order_by("-score"))
    refs = [pairs[0].left_person.ref, *(pair.right_person.ref for pair in pairs)]
    return "?" + "&".join(f"of={ref}" for ref in refs[:number])


def stops(made) -> list:
    """Comparing, with two and with three, with somebody who is not there, and the queue; `made` makes a stop."""
    found = group()
    three = beside(found, 3)
    return [
        made("desk:compare"),
        made("desk:compare", query=f"{beside(found, 2)}&group={found.pk}", main=True),
        made("desk:compare", query=three, main=True),
        made("desk:compare", query=three, press="main button[value='same']"),
        made("desk:compare", query=f"{beside(found, 1)}&of=none-such"),
        made("desk:alike", main=True),
        made("desk:alike", query="?show=mine"),
        made("desk:alike_group", (str(found.pk),), main=True),
        made("desk:match_runs"),
        made("desk:match_runs", press="main form .btn-primary"),
    ]
