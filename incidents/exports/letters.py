"""Pure: words as the printed page can show them. What its letters lack is romanised; what steers a line is named."""

import re

from anyascii import anyascii

# The letters that typst 0.15 has within itself (Libertinus Serif, DejaVu Sans Mono), found by printing each alone
# as PDF/UA-1, which refuses a letter that it cannot show. Signs that turn the direction of a line are not among them.
_HELD = (
    "20-7e a0-377 37a-37f 384-38a 38c 38e-3a1 3a3-484 487-4ff 510-513 51a-51d 531-556 559-58a 58d-58f 591-5c7 5d0-5ea "
    "5ef-5f4 606-60c 615 61b-61c 61f 621-63a 640-655 65a 660-66d 674 679-67b 67e-680 683-684 686-687 691 698 6a4 6a9 "
    "6af 6be 6cc 6f0-6f9 900-950 955-97f e3f e81-e82 e84 e87-e88 e8a e8d e94-e97 e99-e9f ea1-ea3 ea5 ea7 eaa-eab "
    "ead-eb9 ebb-ebc ec8-ecd 10d0-10ff 115f-1160 13a0-13f5 13f8-13fd 17b4-17b5 17c1-17c3 180b-180f 1d00-1dbf "
    "1e00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 "
    "1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-2027 202f-2040 2042 2044-2052 2054-2064 206a-2071 2074-208e "
    "2090-209c 20a0-20c0 2100-211e 2120 2122 2124 2126-2151 2153-2184 2189 2190-23ff 2422-2423 2460-262f 2638-268b "
    "2690-269c 26a0-26a7 26aa-26b2 2701-2704 2706-2709 270c-2727 2729-274b 274d 274f-2752 2756 2758-275e 2761-277f "
    "2794 2798-27af 27b1-2b73 2b76-2b95 2b97-2bff 2c60-2cf3 2cf9-2cff 2e02-2e05 2e08-2e0a 2e17-2e18 2e1f 2e22-2e25 "
    "2e2e a640-a641 a648-a649 a656-a657 fb00-fb06 fb13-fb17 fb1d-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4f "
    "fb52-fb81 fb8a-fb95 fb9e-fb9f fbaa-fbad fbe8-fbe9 fbfc-fbff fe00-fe0f fe2e-fe2f fe66 fe70-fe74 fe76-fefc feff "
    "ffa0 fff9-fffd "
)


def _class(ranges: str) -> str:
    pairs = (one.split("-") for one in ranges.split())
    return "".join(f"{re.escape(chr(int(pair[0], 16)))}-{re.escape(chr(int(pair[-1], 16)))}" for pair in pairs)


_LACKING = re.compile(f"[^{_class(_HELD)}\n]+")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LONG = re.compile(r"\S{2,}")
BREAK, STEP = "\u200b", 3


def printable(text: str) -> str:
    """The text with nothing in it that the page cannot show: ‹Zhong Wen› for letters that it lacks, ‹U+202E› for signs
    without a shape. A tab becomes a space; line ends stay."""
    return _LACKING.sub(_told, _LINE_ENDS.sub("\n", text).replace("\t", " "))


def _told(found: re.Match[str]) -> str:
    read = anyascii(found[0]).strip()
    return f"‹{read}›" if read.isprintable() and read else "".join(f"‹U+{ord(sign):04X}›" for sign in found[0])


def breakable(text: str, room: int) -> str:
    """The text with places to break in every word that may not fit where so many signs of usual width stand."""
    most = max(3, room * 4 // 5)
    return _LONG.sub(lambda found: BREAK.join(_cut(found[0])) if len(found[0]) > most else found[0], text)


def _cut(word: str) -> list[str]:
    return [word[place : place + STEP] for place in range(0, len(word), STEP)]
