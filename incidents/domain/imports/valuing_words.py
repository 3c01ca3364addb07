"""The words by which lists say a sex, what was done, how, the part somebody took, and who is on a list → our codes."""

import re
from functools import lru_cache

from incidents.domain.imports.plan import fold_word
from incidents.vocabulary import ActKind, Listing, Manner, Participation, Sex

_FEMALE = (
    "f female woman women girl fem ж жен женский женщина женщины девочка девушка әйел әйелдер қыз қыз_бала эйел ayel "
    "ж/п жіноча жінка kadın kadin k femme féminin mujer femenino أنثى انثى امرأة زن weiblich frau w"
)
_MALE = (
    "m male man men boy masc м муж мужской мужчина мужчины мальчик парень юноша ер ерлер ер_адам еркек ұл ұл_бала er "
    "чол чоловіча чоловік erkek e homme masculin hombre masculino ذكر رجل مرد männlich mann"
)
_OTHER = "other другой другое басқа x nonbinary non-binary intersex"
_SEXES = (
    dict.fromkeys(_FEMALE.split(), Sex.FEMALE.value)
    | dict.fromkeys(_MALE.split(), Sex.MALE.value)
    | dict.fromkeys(_OTHER.split(), Sex.OTHER.value)
)
_LISTED = "1 1.0 yes y true да есть иә ия бар + ++ x х ✓ ✔ v on listed in так є نعم true() истина ақиқат"
_NOT_LISTED = "0 0.0 no n false нет жоқ - – — off absent out ні لا ложь жалған not_listed not_on_list"
_NOT_COVERED = (
    "n/a na n.a n\\a н/п н.п н/д нд #n/a #н/д not_applicable not_covered не_применимо неприменимо қолданылмайды"
)
_LISTS = (
    dict.fromkeys(_LISTED.split(), Listing.LISTED.value)
    | dict.fromkeys(_NOT_LISTED.split(), Listing.NOT_LISTED.value)
    | dict.fromkeys(_NOT_COVERED.split(), Listing.NOT_COVERED.value)
)
# The first that is found counts, but for those that may stand beside others ("detained, beaten").
_DEEDS: tuple[tuple[ActKind, str], ...] = (
    (ActKind.FOUND_ALIVE, r"found alive|нашел(?:ся|ась) жив|найден\w* жив|тірі табыл|alive|жив(?:ой|а|ы)?\b|тірі\b"),
    (ActKind.RELEASED, r"releas|freed|освобо|отпущ|выпущ|бостанды|босат|أفرج|مفرج|звільн"),
    (ActKind.KILLED, r"kill|shot dead|shot\b|murder|execut|убит|убий|застрел|расстрел|казн|өлтір|олтир|атып|قتيل"
                     r"|قتل|شهيد|استشه"
                     r"|вбит|öldür"),
    (ActKind.DIED, r"\bdied|\bdead|death|deceas|fatal|погиб|умер|скончал|смерт|летальн|қаза|каза тап|қайтыс|кайтыс"
                   r"|өлген|өлді"
                   r"|марқұм|وفاة|متوف|توفي|загин|помер"),
    (ActKind.MISSING, r"missing|disappear|unaccounted|abduct|без вести|пропа|исчез|хабарсыз|жоғал|жогал|іздеуде"
                      r"|розыск|مفقود|مختف"
                      r"|зник|kayıp"),
    (ActKind.TORTURED, r"tortur|ill.?treat|beaten|пыт[ак]|пыток|избит|избие|жесток|азапта|қинал|تعذيب|побит"),
    (ActKind.WOUNDED, r"wound|injur|hurt|ранен|ранил|травм|пострада|увеч|жарала|жаралы|жаракат|жарақат|جريح|جرحى"
                      r"|مصاب|yaralı"),
    (ActKind.DETAINED, r"detain|arrest|custody|imprison|jail|captur|held\b|hostage|задерж|арест|заключ|сизо|ивс"
                       r"|под страж|взят\b"
                       r"|пленен|плен|заложн|ұста(?:л|ғ)|устал|қамал|қамау|камау|тұтқын|معتقل|اعتقال|محتجز|أسير"
                       r"|затрим|gözaltı"),
    (ActKind.CONVICTED, r"convict|sentenc|осужд|пригов|сотталған|сотталды"),
    (ActKind.CHARGED, r"charged|accused|indict|обвин|подозрев|айыптал|күдікті"),
    (ActKind.ACQUITTED, r"acquit|оправда|ақтал"),
    (ActKind.AMNESTIED, r"amnest|амнист|рақымшылық"),
    (ActKind.BURIED, r"buried|burial|похорон|захорон|жерлен"),
)  # fmt: skip
_BESIDE = (ActKind.TORTURED, ActKind.WOUNDED, ActKind.DETAINED, ActKind.RELEASED, ActKind.MISSING)
_DEATHS = (ActKind.KILLED, ActKind.DIED)
_NOT_DONE = re.compile(r"\bnot?\b|\bне\b|\bнет\b|\bникто|емес|жоқ")
_MANNERS: tuple[tuple[Manner, str], ...] = (
    (Manner.STRAY_FIRE, r"stray|шальн|адасқан оқ"),
    (Manner.TORTURE, r"tortur|пыт[ак]|пыток|азапта"),
    (Manner.GUNSHOT, r"gun|shot|bullet|firearm|огнестр|пулев|выстрел|застрел|расстр|оқ тию|оқтан|атып|ату|طلق|رصاص"
                     r"|вогнепал"),
    (Manner.EXPLOSION, r"explo|blast|bomb|shell|airstrike|air strike|missile|drone|взрыв|минно|осколоч|обстрел"
                       r"|авиауд|жарыл|انفجار|قصف"),
    (Manner.BURNS, r"burn|fire\b|ожог|сгоре|күйік|حرق"),
    (Manner.STAB, r"stab|knife|нож|колот|резан|пышақ"),
    (Manner.VEHICLE, r"vehicle|run over|hit by a car|дтп|наезд|автомоб|көлік|دهس"),
    (Manner.BEATING, r"beat|blunt|избит|избие|побо|тупы|соққы|ұрып|ضرب"),
    (Manner.OTHER, r"\bother\b|друг|иное|басқа"),
)  # fmt: skip
_PARTS: tuple[tuple[Participation, str], ...] = (
    (Participation.ALLEGED_ATTACKER, r"attacker|terrorist|rioter|нападав|террорист|боевик|мароде|экстремист|лаңкес"
                                     r"|содырлар"),
    (Participation.LAW_ENFORCEMENT, r"police|law enforce|полиц|правоохр|силовик|нацгвард|құқық қорғау|شرط"),
    (Participation.MILITARY, r"milit|soldier|army|combatant|военн|солдат|срочник|әскери|сарбаз|عسكري|جندي"),
    (Participation.MEDICAL, r"medic|doctor|nurse|paramed|врач|медик|медсест|дәрігер|мейірбике|طبيب|ممرض"),
    (Participation.JOURNALIST, r"journal|press|reporter|media|журнал|корресп|сми\b|тілші|صحف"),
    (Participation.IN_CUSTODY, r"in custody|prisoner|detainee|заключ|задержан|арестован|қамаудағы|معتقل"),
    (Participation.PROTESTER, r"protest|demonstr|rally|протест|митинг|демонстр|шеруші|наразылық|متظاهر"),
    (Participation.BYSTANDER, r"bystand|passer|civilian|прохож|случайн|мирн|гражданск|өтіп бара|бейбіт|азаматтық|مدني"),
)  # fmt: skip
_PATTERNS = {
    "manner": [(code.value, re.compile(words)) for code, words in _MANNERS],
    "participation": [(code.value, re.compile(words)) for code, words in _PARTS],
}
_DEED_PATTERNS = [(kind, re.compile(words)) for kind, words in _DEEDS]
_VALUES = {"status": ActKind.values, "manner": Manner.values, "participation": Participation.values}
_CODED = re.compile(r"[^\w/+✓✔–—.#\\-]+")


def proposed(field: str, text: str) -> str:
    """Our code for a word of theirs, '' when we know none; several codes of deeds are joined by a blank."""
    return _proposed(field, text[:300])


@lru_cache(maxsize=16_384)
def _proposed(field: str, text: str) -> str:
    word = fold_word(text) or text.strip()
    joined = _CODED.sub("_", word).strip("_")
    if joined in _VALUES.get(field, ()):
        return joined
    if field == "list":
        return _LISTS.get(joined, _LISTS.get(word, ""))
    if field == "sex":
        return _SEXES.get(joined) or _SEXES.get(word.rstrip(".").split(" ")[0].strip(".,"), "")
    if field == "status":
        return _deeds(word)
    return next((code for code, words in _PATTERNS[field] if words.search(word)), "")


def _deeds(word: str) -> str:
    """What was done: a death alone, or the one that was found first with those that may stand beside it."""
    if _NOT_DONE.search(word):
        return ""
    found = [kind for kind, words in _DEED_PATTERNS if words.search(word)]
    death = next((kind for kind in found if kind in _DEATHS), None)
    if death or not found:
        kinds = [death, *(kind for kind in found if kind in (ActKind.TORTURED, ActKind.DETAINED))] if death else []
    else:
        kinds = [found[0], *(kind for kind in found[1:] if kind in _BESIDE)]
    return " ".join(kind.value for kind in kinds if kind)
