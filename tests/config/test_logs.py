"""A line of the application's log can be laid beside those of others: its time says its zone."""

import logging
import re

from django.conf import settings


def test_a_line_says_when_and_in_which_zone_how_bad_and_where():
    form = settings.LOGGING["formatters"]["plain"]
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Fault", (), None)
    line = logging.Formatter(form["format"], form["datefmt"]).format(record)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ERROR django\.request Fault", line)


def test_every_handler_writes_in_that_form_and_without_contents():
    handlers = settings.LOGGING["handlers"].values()
    assert [(one["formatter"], one["filters"]) for one in handlers] == [("plain", ["quiet"])] * len(handlers)
