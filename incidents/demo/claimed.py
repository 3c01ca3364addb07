"""The figures of the demo: those of the first case, and the public official series with the texts that told them.

Officials stand by their office. What could not be found in a text stands in the caveats of the claim.
"""

from incidents.demo.claims import (
    AZATTYQ,
    DEFENDERS,
    FOUNDATION,
    HEALTH,
    OFFICE,
    OMBUDSPERSON,
    POLICE,
    RADIO,
    Claimed,
    TakenBack,
    Tied,
    Topic,
)

COUNTRY = {"place": "Kazakhstan", "window": "2022-01"}
CITY = {"place": "Almaty", "window": "2022-01"}
ALL, WITH = {"population": "everybody"}, {"includes_security_forces": "yes"}
FORCES = {"population": "security_forces", "includes_bystanders": "no", **WITH}
OFFICERS = {"population": "law_enforcement", "includes_bystanders": "no", **WITH}
BYSTANDERS = {
    "population": "uninvolved", "population_words": "civilians who accidentally came under gunfire",
    "includes_security_forces": "no", "includes_bystanders": "yes",
}  # fmt: skip
ATTACKERS = {"population": "attackers", "includes_security_forces": "no"}

# Exactly the nine of the worked example.
NINE = (
    Claimed("article-149", "article", POLICE, 149, "killed", "2022-01-16", "149 people were killed",
            {**CITY, "population": "civilians", "population_words": "civilians killed during the riots"}),
    Claimed("article-11-officers", "article", POLICE, 11, "killed", "2022-01-16", "11 law enforcement officers were killed",
            CITY | OFFICERS | {"caveats": "Whether the 149 holds the 11 is not said; other reports of the briefing differ."}),
    Claimed("article-terrorists", "article", POLICE, "most of the 149", "killed", "2022-01-16",
            "most of the 149 people killed were “terrorists”",
            {**CITY, "population": "attackers", "population_words": "“terrorists”"}),
    Claimed("article-17", "article", DEFENDERS, 17, "dead", "", "the list of confirmed deaths … has risen to 17",
            {**COUNTRY, "unit": "names", "population": "uninvolved", "method": "names", "includes_bystanders": "yes",
             "population_words": "residents who did not attend the riots",
             "caveats": "The text says only “previously”: the day is not known."}),
    Claimed("article-11-missing", "article", DEFENDERS, 11, "missing", "", "Another 11 were reported missing",
            {**COUNTRY, "unit": "names", "method": "names",
             "caveats": "The text says only “previously”: the day is not known."}),
    Claimed("article-225", "article", OFFICE, 225, "killed", "", "225 people were killed as a result of the unrest",
            {**COUNTRY, "caveats": "The text says “Attorney General”, and no day."}),
    Claimed("article-175", "article", HEALTH, 175, "died", "", "175 of the victims have died in hospitals",
            {**COUNTRY, "method": "hospitals"}),
    Claimed("article-4578", "article", OFFICE, 4578, "wounded", "", "4,578 people were injured",
            {**COUNTRY, "caveats": "“According to the lawsuit” most probably means the prosecutors. By other reports the "
             "4,578 are 4,353 wounded and 225 dead: the word for those harmed was taken for the word for the injured."}),
    Claimed("article-uninvolved", "article", RADIO, None, "dead", "2022-01-16",
            "it is not known how many people died among the residents who did not take part",
            {**CITY, "population": "uninvolved", "population_words": "residents who did not take part in the clashes",
             "includes_bystanders": "yes"}),
)  # fmt: skip

JANUARY = (
    Claimed("164", "figures-operations", HEALTH, 164, "dead", "2022-01-09", "164 dead",
            COUNTRY | ALL | {"speaker": "a channel of the operational headquarters, naming the ministry"}),
    Claimed("164-almaty", "figures-operations", HEALTH, 103, "dead", "2022-01-09", "103 in Almaty, two of them children",
            CITY),
    Claimed("164-kyzylorda", "figures-operations", HEALTH, 21, "dead", "2022-01-09", "21 in Kyzylorda Region",
            {**COUNTRY, "place": "Kyzylorda Region"}),
    Claimed("164-zhambyl", "figures-operations", HEALTH, 10, "dead", "2022-01-09", "10 in Zhambyl Region",
            {**COUNTRY, "place": "Zhambyl Region"}),
    Claimed("164-region", "figures-operations", HEALTH, 8, "dead", "2022-01-09", "8 in Almaty Region",
            {**COUNTRY, "place": "Almaty Region"}),
    Claimed("225", "figures-prosecutor-january", OFFICE, 225, "dead", "2022-01-15", "225 bodies were brought to mortuaries",
            {**COUNTRY, **ALL, **WITH, "unit": "bodies", "method": "mortuaries"}),
    Claimed("225-forces", "figures-prosecutor-january", OFFICE, 19, "dead", "2022-01-15", "19 police officers and servicemen",
            {**COUNTRY, **FORCES, "unit": "bodies", "method": "mortuaries"}),
    Claimed("225-hospitals", "figures-prosecutor-january", HEALTH, 175, "died", "2022-01-15", "175 died at medical facilities",
            {**COUNTRY, "method": "hospitals"}),
    Claimed("4353", "figures-prosecutor-january", OFFICE, 4353, "wounded", "2022-01-15", "4,353 were injured",
            COUNTRY | ALL | WITH),
    Claimed("3393", "figures-prosecutor-january", OFFICE, 3393, "wounded", "2022-01-15",
            "including 3,393 members of the law enforcement agencies", COUNTRY | OFFICERS),
    Claimed("4578", "figures-prosecutor-january", OFFICE, 4578, "other", "2022-01-15", "4,578 victims have been identified",
            {**COUNTRY, **ALL, "population_words": "those harmed (потерпевшие)"}),
    Claimed("149-including", "figures-police-including", POLICE, 149, "dead", "2022-01-16", "149 died, among them 11 officers",
            CITY | ALL | WITH),
    Claimed("149-including-officers", "figures-police-including", POLICE, 11, "dead", "2022-01-16", "among them 11 officers",
            CITY | OFFICERS),
    Claimed("149-and", "figures-police-and", POLICE, 149, "dead", "2022-01-16", "149 civilians and 11 law enforcers",
            {**CITY, "population": "civilians", "includes_security_forces": "no"}),
    Claimed("149-and-officers", "figures-police-and", POLICE, 11, "dead", "2022-01-16", "149 civilians and 11 law enforcers",
            CITY | OFFICERS),
    Claimed("160", "figures-police-sum", POLICE, 160, "dead", "2022-01-16", "160 died, among them 11 officers",
            CITY | ALL | WITH | {"caveats": "No other report of the briefing has 160: it may be the newsroom’s own sum."}),
    Claimed("227", "figures-volunteers", OFFICE, 227, "dead", "2022-01-16/2022-03-13", "227 died, by the office’s count",
            {**COUNTRY, **ALL, "caveats": "The day was not found: after the 225 of 15 January, before 14 March."}),
)  # fmt: skip

# The breakdown of 14 March: its parts overlap in a way that nobody told.
MARCH = (
    Claimed("230", "figures-parliament", OFFICE, 230, "dead", "2022-03-14", "230 people, including 19 servicemen and officers",
            COUNTRY | ALL | WITH | {"speaker": "the Prosecutor General, in parliament"}),
    Claimed("230-forces", "figures-parliament", OFFICE, 19, "dead", "2022-03-14", "including 19 servicemen and officers",
            COUNTRY | FORCES),
    Claimed("230-almaty", "figures-parliament", OFFICE, 139, "dead", "2022-03-14", "in Almaty, 139 people",
            CITY | {"caveats": "Whether the officers and the 11 bystanders of the city are in it is not said."}),
    Claimed("230-regions", "figures-parliament", OFFICE, 63, "dead", "2022-03-14", "in the other seven regions, 63 assailants",
            {**ATTACKERS, "window": "2022-01", "place": "the other seven regions", "population_words": "assailants",
             "includes_bystanders": "no"}),
    Claimed("230-bystanders", "figures-parliament", OFFICE, 20, "dead", "2022-03-14",
            "20 civilians who accidentally came under gunfire", COUNTRY | BYSTANDERS),
    Claimed("230-bystanders-almaty", "figures-parliament", OFFICE, 11, "dead", "2022-03-14", "including 11 in Almaty",
            CITY | BYSTANDERS),
    Claimed("230-bystanders-region", "figures-parliament", OFFICE, 8, "dead", "2022-03-14", "eight in the Almaty Region",
            {**COUNTRY, **BYSTANDERS, "place": "Almaty Region"}),
    Claimed("230-bystanders-taraz", "figures-parliament", OFFICE, 1, "dead", "2022-03-14", "one in Taraz",
            {**COUNTRY, **BYSTANDERS, "place": "Taraz"}),
    Claimed("230-almaty-86", "figures-parliament", OFFICE, 86, "killed", "2022-03-14", "86 assailants were killed",
            CITY | ATTACKERS | {"population_words": "assailants"}),
    Claimed("230-almaty-53", "figures-parliament", OFFICE, 53, "dead", "2022-03-14",
            "53 persons, found within the city limits, circumstances being established", CITY),
    Claimed("238-ombudsperson", "figures-two-totals", OMBUDSPERSON, 238, "dead", "2022-03-14", "the number was 238",
            {**COUNTRY, **ALL, "population_words": "including those who died in custody"}),
)  # fmt: skip

LATER = (
    Claimed("232", "figures-letter", OFFICE, 232, "dead", "2022-05-05", "232 people died as a result of the events",
            COUNTRY | ALL | {"caveats": "The day is that of the text which quotes the letter."}),
    Claimed("149-attackers", "figures-letter", OFFICE, 149, "dead", "2022-03-14/2022-05-05",
            "149 were “engaged in attacks on government buildings”",
            COUNTRY | ATTACKERS | {"population_words": "engaged in attacks on government buildings",
            "caveats": "The text says only “previously”. 149 is also 86 and 63 of 14 March."}),
    Claimed("241", "figures-joint", OFFICE, 241, "dead", "2022-05-06/2022-07-29", "the deaths of 241 people",
            {**COUNTRY, **ALL, "window": "2022-01-04/2022-01-06",
             "caveats": "The day on which the office said so was not found."}),
    Claimed("188-names", "figures-joint", AZATTYQ, 188, "dead", "2022-07-29", "compiled a list of 188 people",
            {**COUNTRY, "unit": "names", "method": "names"}),
    Claimed("221-names", "figures-joint", FOUNDATION, 221, "dead", "2022-07-29", "has identified 221 people",
            {**COUNTRY, "unit": "names", "method": "names"}),
    Claimed("238", "figures-list-published", OFFICE, 238, "dead", "2022-08-16", "raised the death toll to 238",
            COUNTRY | ALL | {"method": "case_files"}),
    Claimed("238-custody", "figures-list-published", OFFICE, 6, "died", "2022-08-16", "six more who died in police custody",
            {**COUNTRY, "population": "in_custody"}),
    Claimed("238-again", "figures-year-after", OFFICE, 238, "dead", "2023-01-05", "238 citizens died", COUNTRY | ALL),
    Claimed("238-attackers", "figures-year-after", OFFICE, 67, "dead", "2023-01-05", "67 suspected of part in the riots",
            COUNTRY | ATTACKERS),
    Claimed("238-rules", "figures-year-after", OFFICE, 142, "dead", "2023-01-05", "142 broke the rules of the emergency",
            {**COUNTRY, "population": "other", "population_words": "who broke the rules of the state of emergency"}),
    Claimed("238-crimes", "figures-year-after", OFFICE, 4, "dead", "2023-01-05", "4 while committing other crimes",
            {**COUNTRY, "population": "other", "population_words": "while committing other crimes"}),
    Claimed("238-almaty", "figures-year-after", OFFICE, 151, "dead", "2023-01-05", "most in Almaty, 151", CITY),
)  # fmt: skip

CLAIMS = (*NINE, *JANUARY, *MARCH, *LATER)

SAME = "Another text about the same briefing."
NEWER = "The same office gave another number."
TIES = (
    Tied("article-11-officers", "not_comparable", "article-149", "Whether the 149 holds the 11 is not said."),
    Tied("article-terrorists", "subset_of", "article-149"),
    Tied("article-175", "subset_of", "article-225"),
    *(Tied(f"164-{place}", "part_of", "164") for place in ("almaty", "kyzylorda", "zhambyl", "region")),
    Tied("225-forces", "subset_of", "225"),
    Tied("225-hospitals", "subset_of", "225"),
    Tied("3393", "subset_of", "4353"),
    Tied("article-225", "other_report_of_same_statement", "225", SAME),
    Tied("article-149", "other_report_of_same_statement", "149-and", SAME),
    Tied("149-including-officers", "subset_of", "149-including"),
    Tied("149-and", "other_report_of_same_statement", "149-including", SAME),
    Tied("149-and", "contradicts", "149-including", "One has the 11 in the 149, the other beside it."),
    Tied("160", "other_report_of_same_statement", "149-including", SAME),
    *(Tied(f"230-{part}", "part_of", "230") for part in ("almaty", "regions", "bystanders", "forces")),
    *(Tied(f"230-bystanders-{place}", "part_of", "230-bystanders") for place in ("almaty", "region", "taraz")),
    *(Tied(f"230-almaty-{part}", "part_of", "230-almaty") for part in ("86", "53")),
    Tied("238-ombudsperson", "not_comparable", "230", "The ombudsperson counts those who died in custody."),
    Tied("238-custody", "subset_of", "238"),
    *(Tied(f"238-{kind}", "part_of", "238-again") for kind in ("attackers", "rules", "crimes")),
    Tied("238-almaty", "subset_of", "238-again"),
    *(
        Tied(newer, "supersedes", older, NEWER)
        for older, newer in (("225", "227"), ("227", "230"), ("230", "232"), ("232", "241"), ("241", "238"))
    ),
)

TAKEN_BACK = TakenBack(
    ("164", "164-almaty", "164-kyzylorda", "164-zhambyl", "164-region"), "figures-taken-back", "2022-01-10",
    "The ministry of information calls the number a technical mistake and says that it has no total.",
)  # fmt: skip
TOPICS = (
    Topic("What the first text claims", "The nine figures of one newspaper text. They have different scopes and are not summed.",
     {}, tuple(claim.slug for claim in NINE)),
    Topic("Deaths in the whole country", "What officials said between January 2022 and January 2023; beside it those of whom we found that they were killed or died.",
     {"place": "Kazakhstan", "ever": "dead", "since": "2022-01-01", "until": "2022-01-31"},
     ("164", "225", "227", "230", "238-ombudsperson", "232", "241", "238", "238-again", "article-225")),
    Topic("Deaths in Almaty", "149 meant two different things, and one briefing was told in three ways; beside it those found dead.",
     {"place": "Almaty", "ever": "dead", "since": "2022-01-01", "until": "2022-01-31"},
     ("164-almaty", "article-149", "149-including", "149-including-officers", "149-and", "149-and-officers", "160",
      "230-almaty", "149-attackers", "238-almaty")),
    Topic("The breakdown of 14 March 2022", "Parts of one whole that overlap.", {},
     (*(claim.slug for claim in MARCH if claim.text == "figures-parliament"), "149-attackers")),
    Topic("The 238, a year after", "The kinds that the office named do not make up the whole.", {},
     ("238-again", "238-attackers", "238-rules", "238-crimes", "238-almaty")),
    Topic("Wounded", "4,578 was also told as the number of the wounded.", {"ever": "wounded", "since": "2022-01-01", "until": "2022-01-31"},
     ("article-4578", "4578", "4353", "3393", "225")),
    Topic("Names on lists", "How many names each list had.", {}, ("article-17", "article-11-missing", "188-names", "221-names")),
)  # fmt: skip
