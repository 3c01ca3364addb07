"""What is stored about the people of the team: users, and the one-time links that let them in."""

import secrets

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

# Crockford's base 32: no letter that can be read as another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def random_code(length: int = 8) -> str:
    return "".join(secrets.choice(ALPHABET) for _position in range(length))


def user_ref() -> str:
    return f"U-{random_code()}"


def link_ref() -> str:
    return f"L-{random_code()}"


def new_stamp() -> str:
    return secrets.token_hex(16)


class UserQuerySet(models.QuerySet):
    """The reading verbs about people."""

    def active(self):
        return self.filter(is_active=True)

    def admins(self):
        return self.filter(is_active=True, role=Role.ADMIN)

    def named(self, username: str):
        return self.filter(username__iexact=username)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Finds people by user name whatever its case."""

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """One person of the team. The public reference says nothing about who it is; the audit log keeps only that."""

    ref = models.CharField(_("reference"), max_length=12, unique=True, editable=False, default=user_ref)
    username = models.CharField(_("user name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), max_length=200, blank=True, default="")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    suspended_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("suspended by")
    )
    suspended_reason = models.CharField(_("why suspended"), max_length=500, blank=True, default="")
    invited_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    session_stamp = models.CharField(max_length=32, editable=False, default=new_stamp)
    version = models.PositiveIntegerField(editable=False, default=1)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_whatever_case"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_whatever_case"),
            models.CheckConstraint(condition=~Q(username="") & ~Q(name=""), name="user_has_a_name"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_is_known"),
            models.CheckConstraint(
                name="user_suspended_at_by_and_why_together",
                condition=Q(is_active=True, suspended_at=None, suspended_by=None, suspended_reason="")
                | (
                    Q(is_active=False, suspended_at__isnull=False, suspended_by__isnull=False) & ~Q(suspended_reason="")
                ),
            ),
            models.CheckConstraint(
                condition=Q(suspended_by=None) | ~Q(suspended_by=F("id")), name="user_not_suspended_by_self"
            ),
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        """A session lives as long as the password and the stamp it began with (suspension and new roles change it)."""
        return salted_hmac(
            "accounts.User.session", f"{self.password}{self.session_stamp}", secret=secret, algorithm="sha256"
        ).hexdigest()


class InvitationQuerySet(models.QuerySet):
    """The reading verbs about one-time links."""

    def open(self, at):
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)

    def seen(self):
        """With the people that a list of links names."""
        return self.select_related("invited_by", "used_by", "account", "revoked_by")


class Invitation(models.Model):
    """A one-time link: to join the team, or to choose a new password. Only a hash of its token is kept."""

    class Purpose(models.TextChoices):
        """What the link is for."""

        JOIN = "join", _("Join the team")
        PASSWORD = "password", _("Choose a new password")

    ref = models.CharField(_("reference"), max_length=12, unique=True, editable=False, default=link_ref)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # The form that asked for it: the same form sent twice makes one link.
    form_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True, default="")
    name = models.CharField(_("name"), max_length=120, blank=True, default="")
    email = models.EmailField(_("e-mail"), max_length=200, blank=True, default="")
    account = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="password_links", verbose_name=_("for")
    )
    # Empty only for the first admin, whom the command line invites.
    invited_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    used_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("used by")
    )
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("withdrawn by")
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_is_for_a_role_or_an_account",
                condition=Q(purpose="join", role__in=Role.values, account=None)
                | Q(purpose="password", role="", account__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_used_at_and_by_together",
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_used_or_withdrawn_not_both",
                condition=Q(used_at=None) | Q(revoked_at=None),
            ),
            models.CheckConstraint(
                name="invitation_withdrawn_by_only_with_at",
                condition=Q(revoked_by=None) | Q(revoked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_password_is_used_by_its_account",
                condition=Q(used_by=None) | Q(account=None) | Q(used_by=F("account")),
            ),
            models.CheckConstraint(name="invitation_ends_after_it_begins", condition=Q(expires_at__gt=F("created_at"))),
            models.UniqueConstraint(
                fields=["used_by"], condition=Q(purpose="join"), name="invitation_makes_one_account"
            ),
        ]

    def __str__(self):
        return self.ref

    def state(self, at) -> str:
        """One of used, withdrawn, expired, open."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "withdrawn"
        return "open" if at < self.expires_at else "expired"


class Tries(models.Model):
    """How many wrong tries there were in the present span of time: for one account, or for the whole house."""

    # A keyed hash of what is counted: the table does not say who was tried.
    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("wrong tries")
        verbose_name_plural = _("wrong tries")
        indexes = [models.Index(fields=["ends_at"], name="tries_that_are_over")]

    def __str__(self):
        return self.key
