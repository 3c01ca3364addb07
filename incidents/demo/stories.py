"""About forty invented people in the pattern of the case: every name is made up, every report is made up.

One line a report where that is enough; the people who matter for a trap are told in full.
"""

from incidents.demo.shapes import Did, Said, Who

MALE, FEMALE = "male", "female"


def one(slug, source, title, place, on, name, sex, age, *acts, who=None, more=None, **rest) -> Said:
    """A report about one person. `who` is the person's key in the demo; by default the report's own slug."""
    person = Who(who or slug, name, sex, age, acts, more or {})
    return Said(slug, source, title, f"{title}.", place, on, (person,), **rest)


def did(kind, *on, **more) -> Did:
    """One act on a day of the demo year, with what else was said of it."""
    return Did(kind, on, more)


# Missing, then found dead; four sources, three scripts, and two accounts of where he died.
AIDAR = (
    one("aidar-wife", "relative", "He was taken near the square and did not come home", "Алматы", (6, 1),
        "Айдар Сәтбекұлы Жандосов", MALE, "31", did("detained", 6, 1, actor="police", involvement="carried_out"),
        did("missing", 7, 1), did("information_refused", 8, 1), who="aidar", sent=(9, 1), incident="square",
        more={"participation": "bystander", "participation_by": "his wife", "occupation": "driver"}),
    one("aidar-defenders", "defenders", "Found in the mortuary after six days", "Almaty", (12, 1),
        "Aidar Zhandosov", MALE, "32", did("detained", 6, 1), did("killed", 12, 1, manner="gunshot"), did("body_returned", 13, 1),
        who="aidar", sent=(15, 1), incident="square", more={"participation": "bystander", "participation_by": "the family"}),
    one("aidar-prosecutor", "prosecutor", "Case file: killed in a clash", "Алматы", (6, 1), "А. Жандосов", MALE, "",
        did("killed", 6, 1, manner="gunshot", cause="gunshot", stated_reason="killed while attacking a building",
            stated_reason_by="the prosecutor"),
        who="aidar", sent=(20, 8),
        more={"participation": "alleged_attacker", "participation_by": "the prosecutor"}),
)
# His brother: one surname, another person.
DAUREN = (
    one("dauren-self", "cellmate", "Held for two weeks and beaten", "Алматы", (5, 1), "Дәурен Жандосов", MALE, "27",
        did("detained", 5, 1, custody_place="temporary detention centre, Almaty"),
        did("tortured", 9, 1, manner="beating", custody_place="temporary detention centre, Almaty"),
        did("released", 19, 1), who="dauren", sent=(25, 1), incident="square", more={"participation": "protester", "participation_by": "himself"}),
    one("dauren-doctor", "doctor", "Injuries written down at a hospital", "Almaty", (20, 1), "Dauren Zhandosov", MALE, "27",
        did("tortured", 9, 1, manner="beating"), did("released", 19, 1), who="dauren", sent=(28, 1),
        pieces=("form",)),
)
# Brother and sister with one surname, in one report.
SIBLINGS = (
    Said("siblings", "relative", "A brother and a sister did not come back from the market",
         "They went to the market in the morning. Neighbours saw soldiers there.", "Тараз", (7, 1),
         (Who("marat", "Марат Бекенов", MALE, "24", (did("missing", 7, 1),)),
          Who("madina", "Мадина Бекенова", FEMALE, "22", (did("missing", 7, 1),))),
         ((0, "older_sibling", 1),), sent=(10, 1), more={"what": {"urgency": "urgent"}}),
    one("madina-alive", "newsroom", "Madina Bekenova is at home again", "Taraz", (11, 1), "Madina Bekenova", FEMALE, "22",
        did("found_alive", 11, 1), who="madina", sent=(14, 1)),
    one("marat-hospital", "doctor", "A young man known from the hospital register", "Тараз", (10, 1), "М. Бекенов", MALE, "24",
        did("died", 10, 1, manner="gunshot", cause="gunshot"), who="marat", sent=(18, 1)),
)
# Three spellings of one woman in three reports.
GULNAZ = (
    one("gulnaz-kk", "relative", "Қызылордада жараланған", "Қызылорда", (6, 1), "Гүлназ Ахметова", FEMALE, "45",
        did("wounded", 6, 1, manner="gunshot"), who="gulnaz", sent=(11, 1)),
    one("gulnaz-ru", "newsroom", "Пострадавшая в Кызылорде", "Кызылорда", (5, 1), "Гульназ Ахметова", FEMALE, "44",
        did("wounded", 5, 1, manner="vehicle"), who="gulnaz", sent=(13, 1)),
    one("gulnaz-denied", "prosecutor", "No woman of this name was wounded", "Kyzylorda", (6, 1), "Gulnaz Akhmetova", FEMALE, "",
        did("wounded", 6, 1, polarity="denies"), who="gulnaz", sent=(20, 2)),
)
# An entry of a list with initials only.
SADYKOV = (
    one("sadykov-list", "defenders", "List of the defenders, row 17", "Талдыкорган", (8, 1), "Е. Садықов", MALE, "40",
        did("missing", 8, 1), who="sadykov", sent=(16, 1)),
)
ALIVE = (
    one("nurik", "relative", "He called from another town", "Актобе", (5, 1), "Нұржан Қалиев", MALE, "19",
        did("missing", 5, 1), did("found_alive", 9, 1), sent=(10, 1)),
    one("svetlana", "relative", "Came home after three days in a cellar", "Almaty", (6, 1), "Светлана Ким", FEMALE, "52",
        did("missing", 6, 1), did("found_alive", 9, 1), sent=(12, 1)),
    one("yerlan", "hearsay", "Said to be missing, seen at work since", "Шымкент", (6, 1), "Ерлан Досмағанбет", MALE, "33",
        did("missing", 6, 1), did("found_alive", 20, 1), sent=(22, 1)),
)
HELD = (
    one("koval", "newsroom", "Journalist held in Taraz", "Taraz", (7, 1), "Сергей Коваль", MALE, "38",
        did("detained", 7, 1, actor="police", whereabouts="disclosed"), sent=(9, 1), pieces=("street", "film"),
        more={"participation": "journalist", "participation_by": "his newsroom"}),
    one("koval-2", "defenders", "Still held: S. Koval", "Taraz", (7, 1), "Sergey Koval", MALE, "38",
        did("detained", 7, 1, whereabouts="disclosed"), who="koval", sent=(19, 1)),
    one("asem", "relative", "A nurse taken from the ward", "Семей", (8, 1), "Әсем Тұрарқызы", FEMALE, "29",
        did("detained", 8, 1, actor="security-committee"), sent=(11, 1), more={"participation": "medical", "participation_by": "her sister"}),
    one("asem-free", "relative", "The nurse was let go", "Семей", (15, 1), "Асем Турарова", FEMALE, "29",
        did("released", 15, 1), who="asem", sent=(17, 1)),
    one("rustam", "defenders", "Held without charge", "Атырау", (9, 1), "Рустам Әлімов", MALE, "41",
        did("detained", 9, 1), did("charged", 20, 1), sent=(24, 1)),
    one("pavel", "relative", "Taken at home at night", "Караганда", (10, 1), "Павел Ли", MALE, "36",
        did("detained", 10, 1), did("information_refused", 11, 1), sent=(12, 1)),
    one("zhanna", "newsroom", "Held for a poster", "Astana", (6, 1), "Жанна Оспанова", FEMALE, "48",
        did("detained", 6, 1), did("released", 8, 1), sent=(10, 1), more={"participation": "protester", "participation_by": "herself"}),
    one("timur-k", "defenders", "Transferred between two cities", "Қарағанды", (8, 1), "Тимур Қасымбек", MALE, "30",
        did("detained", 8, 1, custody_place="Karaganda, then Astana"), sent=(18, 1)),
)
TORTURED = (
    one("bauyrzhan", "cellmate", "Burns on both hands", "Алматы", (8, 1), "Бауыржан Есімов", MALE, "34",
        did("detained", 7, 1), did("tortured", 8, 1, manner="burns"), sent=(20, 1), incident="square"),
    one("bauyrzhan-2", "doctor", "Burns written down by a doctor", "Алматы", (21, 1), "Бауржан Есимов", MALE, "34",
        did("tortured", 8, 1, manner="burns"), who="bauyrzhan", sent=(26, 1), pieces=("burns",)),
    one("oleg", "witness", "Beaten in the yard of a police station", "Талдықорған", (9, 1), "Олег Пак", MALE, "26",
        did("detained", 9, 1), did("tortured", 9, 1, manner="beating"), sent=(16, 1)),
    one("kamila", "relative", "Threatened and beaten in custody", "Шымкент", (10, 1), "Камила Юсупова", FEMALE, "31",
        did("detained", 10, 1), did("tortured", 11, 1, manner="beating"), did("released", 14, 1), sent=(19, 1)),
    one("adil", "defenders", "Died after four days in custody", "Семей", (12, 1), "Әділ Нұрпейіс", MALE, "29",
        did("detained", 8, 1), did("tortured", 9, 1, manner="torture"), did("died", 12, 1, manner="torture", cause="beating"), sent=(18, 1)),
    one("adil-2", "relative", "My brother was returned to us dead", "Семей", (12, 1), "Адиль Нурпеис", MALE, "29",
        did("died", 12, 1, manner="torture"), did("body_returned", 13, 1), who="adil", sent=(21, 1)),
)
WOUNDED = (
    one("viktor", "witness", "Shot in the leg on the way from work", "Almaty", (6, 1), "Виктор Шин", MALE, "57",
        did("wounded", 6, 1, manner="stray_fire"), sent=(13, 1), incident="square"),
    one("roza", "relative", "Hit by a rubber bullet on a balcony", "Алматы", (5, 1), "Роза Төлеген", FEMALE, "63",
        did("wounded", 5, 1, manner="gunshot"), sent=(12, 1), incident="square"),
    one("samat", "doctor", "Run over by a military vehicle", "Кызылорда", (5, 1), "Самат Ибраев", MALE, "21",
        did("wounded", 5, 1, manner="vehicle"), sent=(15, 1)),
    one("leila", "newsroom", "A student with a broken arm", "Ақтөбе", (6, 1), "Ләйлә Сейіт", FEMALE, "20",
        did("wounded", 6, 1, manner="beating"), sent=(14, 1), more={"participation": "protester", "participation_by": "herself"}),
)
KILLED = (
    one("askar", "relative", "Shot at the wheel of his taxi", "Алматы", (6, 1), "Асқар Мұқанов", MALE, "44",
        did("killed", 6, 1, manner="gunshot", actor="armed-forces"), sent=(11, 1), incident="square"),
    one("askar-2", "newsroom", "A taxi driver among the dead", "Almaty", (6, 1), "Askar Mukanov", MALE, "44",
        did("killed", 6, 1, manner="gunshot"), who="askar", sent=(17, 1), incident="square"),
    one("galym", "second newsroom", "A baker killed in Kyzylorda", "Kyzylorda", (6, 1), "Ғалым Үсенов", MALE, "39",
        did("killed", 6, 1, manner="gunshot"), sent=(13, 1)),
    one("officer", "newsroom", "A sergeant killed on duty", "Almaty", (5, 1), "Ержан Тоқтар", MALE, "28",
        did("killed", 5, 1, manner="beating"), sent=(10, 1), incident="square",
        more={"participation": "law_enforcement", "participation_by": "the ministry"}),
    one("old-man", "hearsay", "An old man found by the road", "Талдыкорган", (9, 1), "", MALE, "",
        did("died", 9, 1), sent=(15, 1), more={"describing": "an old man, name not known"}),
    one("two-men", "hearsay", "Two or three men carried out of a yard", "Алматы", (6, 1), "", MALE, "",
        did("killed", 6, 1, manner="gunshot"), sent=(15, 1), incident="square",
        more={"describing": "men carried out of a yard", "unit": "group", "n_low": "2", "n_high": "3"}),
)
# Reports in every state, and findings that wait or were disputed.
OPEN = (
    one("waiting-1", "relative", "My husband went for bread and did not return", "Talgar", (8, 1), "Нұрлан Сағындық", MALE, "47",
        did("missing", 8, 1), sent=(26, 1), ends="submitted", more={"occupation": "welder"}),
    one("waiting-2", "witness", "Men pushed into a bus", "Алматы", (7, 1), "", MALE, "",
        did("detained", 7, 1), sent=(27, 1), ends="submitted",
        more={"describing": "young men pushed into a bus", "unit": "group", "n_low": "5", "n_high": "8"}),
    one("waiting-3", "newsroom", "Айдар Жандосов: what his colleagues say", "Алматы", (6, 1), "Айдар Жандосов", MALE, "31",
        did("detained", 6, 1), did("killed", 12, 1), who="aidar", sent=(28, 1), ends="submitted"),
    one("taken-1", "relative", "No news from a prison", "Атырау", (9, 1), "Мұрат Жақып", MALE, "35",
        did("detained", 9, 1), sent=(24, 1), ends="under_review"),
    one("returned-1", "witness", "A car hit by bullets", "Талдықорған", (8, 1), "", MALE, "",
        did("killed", 8, 1, manner="gunshot"), sent=(18, 1), ends="returned", words="Who saw the car, and from where?",
        more={"describing": "the driver of a grey car"}),
    one("rejected-1", "hearsay", "Somebody wrote that hundreds vanished", "Almaty", (6, 1), "", "unknown", "",
        did("missing", 6, 1), sent=(14, 1), ends="rejected", words="No place, no source, no person that we could follow.",
        more={"describing": "people, number not known", "unit": "group", "n_low": "1", "n_high": "400"}),
    one("withdrawn-1", "relative", "Sent by mistake", "Костанай", (8, 1), "Алия Омарбек", FEMALE, "26",
        did("missing", 8, 1), sent=(13, 1), ends="withdrawn", words="She called us the same evening."),
    one("draft-1", "witness", "What I saw from the window", "Almaty", (5, 1), "", MALE, "",
        did("wounded", 5, 1), ends="draft", more={"describing": "a man in a red jacket"}),
    one("proposed-01", "second newsroom", "A teacher among the missing", "Petropavl", (10, 1), "Ирина Вагнер", FEMALE, "50",
        did("missing", 10, 1), sent=(22, 1), find="proposed"),
    one("disputed-1", "hearsay", "A guard said to be dead", "Павлодар", (6, 1), "Қанат Әбіш", MALE, "55",
        did("died", 6, 1), sent=(23, 1), find="disputed", words="One person heard it from another; nobody saw him."),
)  # fmt: skip
STORIES = (*AIDAR, *DAUREN, *SIBLINGS, *GULNAZ, *SADYKOV, *ALIVE, *HELD, *TORTURED, *WOUNDED, *KILLED, *OPEN)
