"""Case bundles in words: why something was left out, why a bundle was not built. Codes in files, words on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.domain.bundles import rules

LEFT_OUT: dict[str, str | Promise] = {
    rules.CONSENT: _("those concerned did not agree to that"),
    rules.RIGHTS: _("nobody said that it may be used so"),
    rules.SENSITIVE: _("shows faces, a child or wounds, or nobody said what it shows, and there is no redacted copy"),
    rules.NO_COPY: _("there is no copy without the data of the camera"),
    rules.NO_FILE: _("a link, or not held"),
    rules.BROKEN: _("the file is missing or was changed"),
    rules.STAYS: _("people of whom every report must stay with the team"),
    rules.GONE: _("people who are no longer in the case list"),
}
FAILED: dict[str, str | Promise] = {
    "no_key": _("The job worker has no key to sign with. Bundles are signed with the key of the audit log."),
    "sealed": _("Kua is sealed."),
    "store": _("The store of files does not answer."),
    "denied": _("Whoever asked for it may no longer export."),
    "changed": _("A file changed while the bundle was built."),
    "error": _("Something went wrong. Your admin finds it in the log of the job worker."),
}


def left_out(code: str) -> str:
    """Why, in the reader's language; a code of a later time as it stands."""
    return str(LEFT_OUT.get(code, code))


def failed(code: str) -> str:
    """Why a bundle was not built."""
    return str(FAILED.get(code, code))
