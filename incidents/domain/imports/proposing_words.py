"""The headings by which lists call their columns, in Russian, Kazakh, English and Arabic, and in forms of Kobo."""

import re

# The first that is found counts; what is more exact stands before what is less.
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("ignore", r"^(_.*|start|end|today|deviceid|instanceid|username|simserial|__version__|formhub uuid|parent_key|"
               r"submissiondate|set-of.*)$"),
    ("id", r"^key$"),
    ("age", r"how old|сколько лет|неше жаста"),
    ("status", r"what happened|что (случ|произо|с н)"),
    ("sex", r"^пол\b|^sex\b|gender|жыныс|^стать$|جنس|cinsiyet"),
    ("note", r"(место|орны|жері|place|город|country|адрес|region).*(рожд|жительств|прожив|прописк|регистрац|residence"
             r"|birth|live|"
             r"тұрғ|туған)|birthplace|(туған|тұрғ\w*|тұрақты).*(жер|орны|мекен)|source|источник|дереккөз|ссылк|link\b"
             r"|url"),
    ("birth", r"рожд|^г\.? ?р\b|^д\.? ?р\b|\bborn\b|birth|\bdob\b|туған|туылған|ميلاد|народж|doğum"),
    ("age", r"возраст|\bлет\b|\bage\b|\bжасы?\b|العمر|عمر|^вік|\byaş"),
    ("national_id", r"\bиин\b|\bжсн\b|\biin\b|national.?id|\bid ?(number|no|card)|passport|паспорт|\bинн\b|identity"
                    r"|هوية|снилс|"
                    r"удостоверен|жеке куәлік|t\.?c\.? kimlik"),
    ("count", r"(количеств|число|кол-во|сколько).*(людей|человек|жертв|погиб|убит|чел)|^count$|how many"
              r"|number of (people|victims|"
              r"persons|killed|deaths)|адам саны|fatalities|victim count"),
    ("number", r"^(№|n|no|n[o°º]|#|nr|nn|num|number|index|idx|sl|s/n|s\.?no|sr)\.?$|п/п|п\.п|^№ ?п|р/с|т/р|порядков"
           r"|^serial|"
               r"реттік|^row$|^т$|الرقم|^م$|^رقم$"),
    ("id", r"^(id|ид|uid|uuid|код|code)$|case.?(id|no|number|ref)|номер дела|unique|identifier|victim.?id|person.?id"
           r"|record.?id|"
           r"іс нөмірі|\bid$"),
    ("father", r"отчеств|әкесінің аты|әкесі|patronym|father|middle.?name|по батькові|اسم الأب"),
    ("family", r"фамил|^тегі|\bтегі\b|surname|last.?name|family.?name|прізвищ|soyad|العائلة|اللقب"),
    ("initials", r"инициал|initials|^и\.? ?о\.?$"),
    ("describing", r"примет|внешн|одежд|clothing|appearance|белгілері|киімі|describ"),
    ("name", r"ф\.? ?и\.? ?о|аты[- ]?жөні|т\.? ?а\.? ?ә|full.?name|name of|имя[ ,и]+(и )?фамил|\bпіб\b|الاسم الكامل"),
    ("given", r"^имя\b|^(өз )?аты$|^есімі$|first.?name|given.?name|forename|^ім.?я$"),
    ("name", r"\bname|имя|имена|есім|\baты\b|^аты\b|пострадавш|погибш|потерпевш|жертв|victim|^кто$|اسم|^персон"
             r"|^person$|^человек"),
    ("participation", r"\bроль\b|\brole\b|participat|участи|рөлі|combatant|статус участ"),
    ("manner", r"причин|cause|manner|способ|характер (ран|травм)|себеб|себепт|method|weapon|оружи|سبب"),
    ("custody_place", r"место содерж|\bсизо\b|\bивс\b|где содерж|detention (cent|place|facil)|place of (detention"
                      r"|custody)|prison|"
                      r"held (in|at)|қамалған жер|ұсталған (жер|орн)"),
    ("when", r"дата|\bdate\b|күні|\bwhen\b|когда|қашан|\bдень\b|تاريخ|tarih|_date$|^date"),
    ("status", r"статус|status|мәртебе|outcome|судьба|состояни|категори|category|вид наруш"
               r"|тип наруш|"
               r"violation|type of|incident.?type|\bfate\b|жағдай|حالة|не болды|\bevent\b|нарушени"),
    ("region", r"област|регион|region|oblast|облыс|provinc|governorate|محافظة|^state$|admin ?1|өңір|wilaya|район"
               r"|аудан|district"),
    ("place", r"мест|\bcity\b|город|place|location|қала|орын|орны|\bжері?\b|where|\bгде\b|населен|адрес|مكان|المدينة"
              r"|town|village|"
              r"село|ауыл|address|admin ?2|қайда"),
    ("occupation", r"професс|занят|occupation|\bjob\b|работ|должност|кәсі|лауазым|жұмыс|profession|work|социальн|مهنة"),
    ("note", r"примеч|коммент|\bnotes?\b|comment|remark|обстоят|описан|ескерт|түсінік|circumstanc|descript|сведен"
             r"|ملاحظ|details|"
             r"информац|information|мән-?жай|қосымша|additional|summary"),
)  # fmt: skip
HEADINGS = [(code, re.compile(words)) for code, words in _HEADINGS]
# Which day a column of days tells.
_DAYS: tuple[tuple[str, str], ...] = (
    ("released", r"освобо|releas|босат|выпущ"),
    ("killed", r"убий|убит|гибел|kill|өлтір|مقتل|استشهاد"),
    ("died", r"смерт|death|died|кончин|қайтыс|қаза|өлген|وفاة"),
    ("detained", r"задерж|арест|detain|arrest|ұста(л|у)|қама|اعتقال|احتجاز"),
    ("missing", r"исчез|пропа|missing|disappear|жоғал|хабарсыз|اختفاء|فقد"),
    ("wounded", r"ранен|травм|injur|wound|жарала|إصابة"),
    ("tortured", r"пыт|tortur|избие|азапта|تعذيب"),
)  # fmt: skip
DAYS = [(kind, re.compile(words)) for kind, words in _DAYS]
# A day of something that was done to nobody: when the row was written.
NO_DAY = re.compile(
    r"внесен|добавлен|публикац|обновл|запис|report|submi|added|entered|updated|publish|created|енгіз|жариялан|update"
)
