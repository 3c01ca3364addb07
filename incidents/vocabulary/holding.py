"""Evidence in words: what it is, how it came, what it bears on, which copies are made, whether it is still whole."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvidenceKind(TextChoices):
    """What a piece of evidence is."""

    FILE = "file", _("file")
    LINK = "link", _("link")
    NOT_HELD = "not_held", _("said to exist, not held")


class Sensitivity(TextChoices):
    """How careful one must be in looking."""

    PLAIN = "plain", _("nothing shocking")
    GRAPHIC = "graphic", _("shows wounds or a body")
    FACES = "faces", _("shows faces")
    CHILD = "child", _("shows a child")


class MediaForm(TextChoices):
    """What the bytes of a file turned out to be when they were decoded."""

    PICTURE = "picture", _("picture")
    VIDEO = "video", _("video")
    SOUND = "sound", _("sound recording")
    PDF = "pdf", _("PDF")
    DOCUMENT = "document", _("office document")
    TEXT = "text", _("plain text")
    CAPTURE = "capture", _("capture of web pages")
    OPAQUE = "opaque", _("unknown form, kept as it is")


class HandedHow(TextChoices):
    """How a piece of evidence came to whoever logged it."""

    UNKNOWN = "", _("not said")
    OWN = "own", _("I made it myself")
    IN_PERSON = "in_person", _("handed over in person")
    MESSENGER = "messenger", _("by a messenger")
    EMAIL = "email", pgettext_lazy("how it came", "by e-mail")
    PUBLISHED = "published", _("found where it was published")
    ANONYMOUS = "anonymous", _("left by somebody who gave no name")
    OTHER = "other", _("in another way")


class Rights(TextChoices):
    """Who may allow a use of it."""

    UNKNOWN = "", _("not known")
    OWN = "own", _("whoever logged it made it and allows the use")
    ALLOWED = "allowed", _("its maker allowed us to use it")
    PUBLISHED = "published", _("published by others; ask before publishing again")
    NONE = "none", _("no permission to use it")


class Bearing(TextChoices):
    """What a piece of evidence does for what it is tied to."""

    SUPPORTS = "supports", _("supports it")
    CONTRADICTS = "contradicts", _("contradicts it")
    CONTEXT = "context", _("shows what was around it")


class CaptureKind(TextChoices):
    """How a page of the web was kept."""

    NONE = "", _("not a capture")
    WACZ = "wacz", "WACZ"
    WARC = "warc", "WARC"
    PDF = "pdf", "PDF"
    SCREENSHOT = "screenshot", _("screenshot")
    OTHER = "other", _("another form")


class CopyKind(TextChoices):
    """A copy that Kua made of an original, to be looked at in its place."""

    VEIL = "veil", _("veil: grey and blurred")
    THUMB = "thumb", _("small picture")
    VIEW = "view", _("picture to look at")
    PAGE = "page", _("page as a picture")
    POSTER = "poster", _("frame of the video")
    CLIP = "clip", _("clip to play")
    SOUND = "sound", _("sound to play")
    REDACTED = "redacted", _("redacted copy")


class Deriving(TextChoices):
    """How far the copies of an original are."""

    WAITING = "waiting", _("copies are being made")
    DONE = "done", _("copies are made")
    FAILED = "failed", _("no copy could be made")
    NONE = "none", _("no copies of such a file")


class Integrity(TextChoices):
    """What the last look at an original found."""

    UNCHECKED = "unchecked", _("not checked yet")
    WHOLE = "whole", _("unchanged")
    MISSING = "missing", pgettext_lazy("of a file", "missing")
    CHANGED = "changed", _("changed")


class BundleStatus(TextChoices):
    """How far a case bundle is."""

    WAITING = "waiting", _("waiting")
    BUILDING = "building", _("being built")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")
    DELETED = "deleted", _("deleted")
