"""The shape in which the demo's claimed figures are told, the texts that tell them, and who claims."""

from dataclasses import dataclass, field

from incidents.demo.shapes import Said
from incidents.vocabulary import ActorKind

OFFICE, POLICE, HEALTH = "Prosecutor General's Office", "Almaty police", "Ministry of Health"
OMBUDSPERSON, DEFENDERS = "Ombudsperson of Kazakhstan", "Human rights defenders"
AZATTYQ, FOUNDATION, RADIO = "Radio Azattyq", "Ar.Rukh.Khak", "Radio Svoboda"
CLAIMANTS = {
    OFFICE: ActorKind.PROSECUTOR,
    POLICE: ActorKind.POLICE,
    HEALTH: ActorKind.MINISTRY,
    OMBUDSPERSON: ActorKind.OMBUDSPERSON,
    DEFENDERS: ActorKind.DEFENDERS,
    FOUNDATION: ActorKind.DEFENDERS,
    AZATTYQ: ActorKind.NEWSROOM,
    RADIO: ActorKind.NEWSROOM,
}


@dataclass(frozen=True)
class Claimed:
    """One number as one text tells it. `number` is an exact number, a word, or None where it is said to be unknown."""

    slug: str
    text: str
    by: str
    number: int | str | None
    of: str
    stated: str
    wording: str
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tied:
    """What one claim is to another, by their slugs."""

    claim: str
    kind: str
    other: str
    why: str = ""


@dataclass(frozen=True)
class TakenBack:
    """Claims that were taken back: in which text, on which day, and why."""

    claims: tuple[str, ...]
    text: str
    when: str
    because: str


@dataclass(frozen=True)
class Topic:
    """A question that several claims answer, with the case list's filter for what is documented."""

    title: str
    describing: str
    filters: dict[str, str]
    claims: tuple[str, ...]


def text(slug: str, source: str, sent: tuple[int, ...], title: str, narrative: str, link: str) -> Said:
    """A text that was read for its figures: nobody is named in it."""
    return Said(
        slug=f"figures-{slug}", source=source, title=title, narrative=narrative, place="Kazakhstan", on=(1,), people=(),
        sent=sent, link=link, words="kept for its figures",
        more={"what": {"persons_unknown": True, "channel": "article", "language": "en"}, "consent": {"consent": "public"}},
    )  # fmt: skip


TEXTS = (
    text("operations", "info24", (9, 1), "164 dead, and it was a mistake",
         "A channel of the authorities published 164 dead by region; the ministries say that they gave no such number.",
         "https://info24.ru/news/vlasti-kazahstana-oprovergli-soobshenie-o-smerti-164-chelovek-vo-vremya-besporyadkov.html"),
    text("taken-back", "tass", (10, 1), "The 164 is taken back",
         "The ministry of information calls the number a technical mistake and says that it has no total.",
         "https://tass.ru/mezhdunarodnaya-panorama/13383263"),
    text("prosecutor-january", "ifp", (15, 1), "The prosecutors on bodies in mortuaries and on the wounded",
         "A briefing of the Prosecutor General’s Office and the Ministry of Health.",
         "https://ifpnews.com/kazakhstan-225-killed-thousands-injured-during-unrest"),
    text("police-including", "exclusive", (16, 1), "The police of Almaty: 149, among them 11 officers",
         "The briefing of the head of the city’s police, as one newsroom tells it.",
         "http://old.exclusive.kz/expertiza/daily/127222"),
    text("police-and", "sputnik", (16, 1), "The police of Almaty: 149 civilians and 11 officers",
         "The same briefing, as another newsroom tells it.",
         "https://sputniknews.com/20220116/january-unrest-in-kazakhstans-almaty-left-149-civilians-dead-1092301214.html"),
    text("police-sum", "rbc", (16, 1), "The police of Almaty: 160, among them 11 officers",
         "The same briefing, as a third newsroom tells it.",
         "https://www.rbc.ru/politics/16/01/2022/61e432019a79474aab121d2d"),
    text("volunteers", "village", (31, 1), "Who looked for the missing while officials were silent",
         "A talk with people who kept lists; it gives the number of the Prosecutor General’s Office in passing. The day of "
         "the text was not found.",
         "https://the-village-kz.com/village/city/situation/20915-kto-i-kak-iskal-propavshih-poka-molchalo-pravitelstvo"),
    text("parliament", "interfax", (14, 3), "The Prosecutor General in parliament: 230, by place and kind",
         "An answer to deputies, with a breakdown whose parts overlap.",
         "https://interfax.com/newsroom/top-stories/76630/"),
    text("two-totals", "rferl", (14, 3), "Two officials, one day, two totals",
         "The Prosecutor General and the ombudsperson gave different numbers in one sitting of parliament.",
         "https://staging.rferl.org/a/kazakhstan-contradictory-death-tolls-unrest/31752499.html"),
    text("letter", "hrw", (5, 5), "A letter of the Prosecutor General’s Office",
         "What the office answered to a human rights organisation.",
         "https://www.hrw.org/news/2022/05/05/kazakhstan-no-justice-january-protest-victims"),
    text("joint", "joint", (29, 7), "Ten organisations ask for an independent investigation",
         "A joint statement with an official total and two counts of names.",
         "https://inquirycommission.com/news/get-out-there-n9t2h-2hees"),
    text("list-published", "rferl", (16, 8), "The official list of names is published",
         "The Prosecutor General’s Office raises its total by those who died in custody.",
         "https://staging.rferl.org/Watchdog/2022/8/16"),
    text("year-after", "egemen", (5, 1, 2023), "The Prosecutor General a year after, by kind and place",
         "An answer in parliament; the kinds that it names do not make up the whole.",
         "https://08info.kz/amp/kantar-okigasy-bas-prokuratura-kurba"),
)  # fmt: skip
