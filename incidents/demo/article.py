"""The first real case, in our own words: what one newspaper text says, after two relays and a machine translation.

Facts only, nobody is named. Its claimed figures are another work and not kept here.
"""

from incidents.demo.shapes import Did, Said, Who

FAMILY = {
    "manner": "gunshot",
    "actor": "armed-forces",
    "involvement": "carried_out",
    "stated_reason": "the father did not stop when ordered (the English text says that he “did not ask for an arrest warrant”)",
    "stated_reason_by": "human rights defenders",
    "excerpt": "soldiers opened fire; husband, wife and daughter died",
}
BOY = {
    "manner": "stray_fire",
    "cause": "gunshot",
    "excerpt": "hit in the head during shooting in the street; nobody could reach him for about a quarter of an hour; "
    "dead when he was taken away",
}
CLAIMED = {"participation": "bystander", "participation_by": "human rights defenders"}

CAVEATS = (
    "The text passed through two languages. “Did not ask for an arrest warrant” most probably means that he did not hear "
    "the order to stop. “The line was out” probably means that the queue stood outside. “Almaty area” is Almaty Region, "
    "not the city. The names of two officials are misspelt."
)

ORIGIN = Said(
    slug="article-origin",
    source="radio",
    title="A newsroom’s report on people killed outside the clashes",
    narrative="The newsroom’s own text is not held. It is known through others who retell it: a summary in another "
    "language, and an English machine translation of that summary.",
    place="",
    on=(1,),
    people=(),
    sent=(16, 1),
    words="kept as the origin of the texts that retell it",
    more={"what": {"persons_unknown": True, "channel": "article", "language": "ru"}, "consent": {"consent": "public"}},
)
ARTICLE = Said(
    slug="article",
    source="radio",
    title="A family on the road near Taldykorgan, and a boy in Almaty",
    narrative="Human rights defenders say that soldiers fired on a family of three in Taldykorgan on the evening of "
    "8 January; all three died. They also say they hold evidence that a boy of 12 was shot dead in Almaty: he had gone "
    "with his mother to a shop near a police station, and the queue stood outside. Relatives wait in front of mortuaries "
    "in Almaty and other cities, and at police stations that refuse to say who is held. Activists report torture of people "
    "detained at peaceful protests. Amnesty International has called for an effective and impartial investigation, also "
    "of the use of weapons by the security forces.",
    place="Taldykorgan",
    on=(8, 1),
    people=(
        Who("father", "", "male", "", (Did("killed", more=FAMILY),), {"describing": "husband and father, shot with wife and daughter", **CLAIMED}),
        Who("mother", "", "female", "", (Did("killed", more=FAMILY),), {"describing": "wife and mother, shot with husband and daughter", **CLAIMED}),
        Who("daughter", "", "female", "15", (Did("killed", more=FAMILY),), {"describing": "girl of 15, shot with her parents", **CLAIMED}),
        Who(
            "boy",
            "",
            "male",
            "12",
            (Did("killed", (1,), {"own_place": "yes", "place": "Almaty", **BOY}),),
            {"describing": "boy of 12, shot near a police station", **CLAIMED},
        ),
    ),
    kin=((0, "spouse", 1), (2, "child", 0), (2, "child", 1)),
    sent=(17, 1),
    derived_from="article-origin",
    not_held=("Evidence of the boy’s death", "human rights defenders"),
    more={
        "what": {
            "channel": "article", "language": "en", "translation_method": "relay", "translation_caveats": CAVEATS,
            "when_words": "in the evening",
        },
        "source": {"derivation": "translation", "derived_words": "Radio Svoboda, retold by a Polish newsroom"},
        "consent": {"consent": "public"},
    },
)  # fmt: skip
INCIDENTS = {
    "events": ("The January 2022 events", "Protests over gas prices, then shootings, mass arrests and searches for the missing. Amnesty International called for an effective and impartial investigation.", "2022-01", "Kazakhstan", ""),
    "road": ("A family shot in their car", "Soldiers opened fire on a family of three in the evening.", "2022-01-08", "Taldykorgan", "events"),
    "shop": ("A boy shot near a police station", "A boy of 12 had gone to a shop with his mother. He was hit during shooting in the street.", "2022-01", "Almaty", "events"),
    "search": ("Relatives search at mortuaries and police stations", "People queue in front of mortuaries and police stations; information is refused.", "2022-01", "Almaty", "events"),
    "square": ("Shooting and arrests near a square in Almaty", "People were shot at and arrested in the evening.", "2022-01-05/2022-01-06", "Almaty", "events"),
}  # fmt: skip
ARTICLE_INCIDENTS = {"father": "road", "mother": "road", "daughter": "road", "boy": "shop"}
