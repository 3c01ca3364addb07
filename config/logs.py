"""What is written down never holds contents: no query strings, quoted values, names or exception values (rule 8)."""

import logging
import re
import traceback

GONE = "…"
QUERY = re.compile(r"\?\S*")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|«[^»]*»")
NAMED = re.compile(r"(?<==)[^\s,)]+")
FOREIGN = re.compile(r"[^\x00-\x7f]+")
ADDRESS = re.compile(r"\S+@\S+")
# A word of the machine: a path, a dotted name, an HTTP method, a phrase of the server such as "Not Found".
MACHINE = re.compile(
    r"/[A-Za-z0-9/_.-]*|[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+|[A-Z]{3,7}|(Internal|Not|Bad|Forbidden)[A-Za-z ]*"
)


def harmless(argument):
    """A number or a machine's word as it is; the query of an address cut off; everything else is contents."""
    if argument is None or isinstance(argument, int | float):
        return argument
    text = QUERY.sub("", str(argument))
    return text if MACHINE.fullmatch(text) else GONE


def without_values(kind, trace) -> str:
    """Where it happened and what kind of error it was; the error's own text may quote what somebody wrote."""
    frames = (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace))
    return "\n".join([*frames, f"{kind.__module__}.{kind.__qualname__}"])


def without_contents(text: str) -> str:
    """A message that somebody else has put together already."""
    for pattern in (QUERY, ADDRESS, QUOTED, NAMED, FOREIGN):
        text = pattern.sub(GONE, text)
    return text


class WithoutContents(logging.Filter):
    """Lets every record pass, emptied of contents."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Renders the message here, from arguments that are harmless only."""
        record.msg = self.rendered(record)
        record.args = ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = without_values(record.exc_info[0], record.exc_info[2])
            record.exc_info = None
        return True

    def rendered(self, record: logging.LogRecord) -> str:
        """The message with harmless arguments, cleaned; the bare pattern if they do not fit it."""
        text, args = str(record.msg), record.args or ()
        safe = {k: harmless(v) for k, v in args.items()} if isinstance(args, dict) else tuple(map(harmless, args))
        try:
            return without_contents(text % safe if safe else text)
        except (TypeError, ValueError, KeyError):
            return without_contents(text)
