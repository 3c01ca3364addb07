"""What bin/run says when everything stands: where to go, who to be, what to try."""

import re

TASKS = """Three things to try:
  1. As the activist, log a report about a family of three, and send it.
  2. As a reviewer, take it from the queue, say who is the same person as somebody known, and accept it.
  3. As the admin, filter the case list and export it; then look at what the audit log kept of that."""


def welcome(port: int, demo: bool, report: dict[str, str]) -> str:
    """The newcomer's screen."""
    address = f"http://127.0.0.1:{port}"
    lines = ["", f"Kua is ready: {address}", ""]
    if demo:
        lines += people(report.get("people", "")) + [TASKS, ""]
    elif report.get("link"):
        lines += first_admin(address, report["link"])
    return "\n".join([*lines, "Ctrl-C stops Kua; everything is kept.", ""])


def people(text: str) -> list[str]:
    """The demo people as the demo itself lists them."""
    if not text:
        return []
    indented = [f"  {line}".rstrip() for line in text.splitlines()]
    return ["This is the demo: the people in it are invented. Sign in as", *indented, ""]


def first_admin(address: str, path: str) -> list[str]:
    """The one-time link of a house without people."""
    link = re.sub(r"^(?=/)", address, path)
    return ["Nobody can sign in yet. Make the first admin with this link; it works once:", f"  {link}", ""]
