"""Pure: the months as people write them in lists, in English, Russian, Kazakh, Ukrainian, Turkish and Arabic."""

from functools import lru_cache

# The beginnings by which a month is known in any of its endings; the longest that fits counts.
_BEGINNINGS = (
    "jan янв қаңт кант qant kant січн ocak يناير كانون_الثاني",
    "feb фев ақпан акпан aqpan akpan лют şubat شباط فبراير",
    "mar мар наурыз nauryz naurız берез آذار مارس",
    "apr апр сәуір сауир sauir säuir квіт nisan نيسان أبريل ابريل إبريل",
    "may мая май мае mamyr мамыр трав mayıs أيار مايو",
    "jun июн маусым mausym черв haziran حزيران يونيو يونية",
    "jul июл шілде шилде shilde şilde липн temmuz تموز يوليو يولية",
    "aug авг тамыз tamyz серп ağustos آب أغسطس اغسطس",
    "sep сен қыркүйек кыркуйек qyrkuiek kyrkuiek верес eylül أيلول سبتمبر",
    "oct окт қазан казан qazan kazan жовт ekim أكتوبر اكتوبر",
    "nov ноя қараша караша qarasha karasha листоп kasım نوفمبر",
    "dec дек желтоқ желток zheltoq jeltoq zheltok груд aralık ديسمبر",
)
_MONTHS = {word: number for number, words in enumerate(_BEGINNINGS, 1) for word in words.split()}
_SHORTEST, _LONGEST = min(map(len, _MONTHS)), max(map(len, _MONTHS))
_LONGEST_WORD = 16


@lru_cache(maxsize=4096)
def month(word: str) -> int:
    """The number of the month that a word in small letters names, in whatever ending; 0 when it names none."""
    if len(word) > _LONGEST_WORD:
        return 0
    lengths = range(min(len(word), _LONGEST), _SHORTEST - 1, -1)
    return next((found for size in lengths if (found := _MONTHS.get(word[:size]))), 0)
