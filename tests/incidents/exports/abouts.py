"""What is told of a file in tests of the formats."""

import datetime as dt

from incidents.domain.exporting.about import About
from incidents.vocabulary import Disclosure, ExportWhat

AT = dt.datetime(2022, 1, 20, 12, 0, tzinfo=dt.UTC)


def about(*codes: str, what=ExportWhat.PEOPLE, circle=Disclosure.PARTNER, language="en") -> About:
    """A file of these columns."""
    return About("X-ABCDEFG", what, circle, language, AT, codes, (("Status", "Killed"),))
