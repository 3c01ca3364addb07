"""The one table of headers: for each class of answer, exactly which it carries and with what words; nothing beside them.

What varies by nature (length, language, the way on, a file's name) may be there; whatever else is not in the table is a
fault, and so is whatever is missing.
"""

from collections.abc import Mapping

SELF, NONE = "'self'", "'none'"
POLICY = {
    "default-src": NONE, "base-uri": NONE, "frame-ancestors": NONE,
    "script-src": SELF, "style-src": SELF, "img-src": SELF, "font-src": SELF, "connect-src": SELF,
    "media-src": SELF, "form-action": SELF, "manifest-src": SELF,
}  # fmt: skip
FILE_POLICY = {"default-src": NONE, "frame-ancestors": NONE, "sandbox": ""}
CLOSED = ("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
          "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")  # fmt: skip
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in CLOSED),
}
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
PRIVATE = {"Cache-Control": "no-store"}
VARIES = {"Content-Length", "Content-Language", "Vary"}
# allauth and the accounts' own pages say “never cache” in the old way as well.
OLD = {"Expires", "Set-Cookie"}

# Class → headers beside EVERYWHERE, the policy, and the names that may be there beside those.
TABLE: dict[str, tuple[dict, dict, set]] = {
    "page": ({"Content-Type": HTML, **PRIVATE}, POLICY, VARIES | OLD),
    "exit": (
        {"Content-Type": HTML, **PRIVATE, "Referrer-Policy": "no-referrer", "Clear-Site-Data": '"cookies", "storage"'},
        POLICY,
        VARIES | OLD | {"Refresh"},
    ),
    "text": ({"Content-Type": TEXT, **PRIVATE}, POLICY, VARIES),
    "data": ({"Content-Type": "application/json", **PRIVATE}, POLICY, VARIES | OLD),
    "redirect": ({"Content-Type": HTML, **PRIVATE}, POLICY, VARIES | OLD | {"Location"}),
    "refusal": ({"Content-Type": HTML, **PRIVATE}, POLICY, VARIES | OLD | {"Allow"}),
    "too many": ({"Content-Type": HTML, **PRIVATE}, POLICY, VARIES | OLD | {"Retry-After"}),
    "evidence": (PRIVATE, FILE_POLICY, VARIES | {"Content-Type", "Content-Disposition", "Accept-Ranges", "ETag"}),
    "export": (PRIVATE, POLICY, VARIES | OLD | {"Content-Type", "Content-Disposition"}),
    "static": ({}, POLICY, {"Content-Length", "Content-Type", "Cache-Control", "Last-Modified", "ETag", "Vary",
                            "Access-Control-Allow-Origin"}),
    "no static": ({"Content-Type": HTML, **PRIVATE}, POLICY, VARIES | OLD),
}  # fmt: skip


def kind(status: int, headers: Mapping[str, str], path: str) -> str:
    """Which line of the table an answer belongs to, by its address and status."""
    made = headers.get("Content-Type", "").split(";")[0]
    if path.startswith("/static/"):
        return "static" if status < 400 else "no static"
    if status in (301, 302, 303):
        return "redirect"
    if status in (405, 429):
        return {405: "refusal", 429: "too many"}[status]
    if "Content-Disposition" in headers:
        return "evidence" if "/evidence/" in path else "export"
    names = {"application/json": "data", "text/plain": "text", "text/html": "page"}
    return "exit" if path == "/exit/" and status == 200 else names[made]


def policy_of(headers: Mapping[str, str]) -> dict[str, str]:
    """The content policy, directive by directive."""
    parts = [part.strip().partition(" ") for part in headers.get("Content-Security-Policy", "").split(";")]
    return {name: value for name, _blank, value in parts}


def faults(status: int, headers: Mapping[str, str], path: str) -> list[str]:
    """How the answer departs from its line."""
    line = kind(status, headers, path)
    wanted, policy, allowed = TABLE[line]
    wanted = EVERYWHERE | wanted
    wrong = [f"{name} is {headers.get(name)!r}" for name, value in wanted.items() if headers.get(name) != value]
    extra = set(headers) - set(wanted) - allowed - {"Content-Security-Policy"}
    wrong += [f"{name} does not belong here" for name in sorted(extra)]
    wrong += [] if policy_of(headers) == policy else [f"the policy is {headers.get('Content-Security-Policy')!r}"]
    return [f"{line} {status} {path}: {fault}" for fault in wrong]
