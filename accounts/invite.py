"""One-time links: to join the team, and to choose a new password. The token is shown once and never stored."""

import base64
import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts import recorder
from accounts.models import Invitation, User
from accounts.people import end_links, lock_admins, lock_person
from accounts.roles import Refused, Role

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
REF = re.compile(r"L-[0-9A-Z]{8}")
JOIN, PASSWORD = Invitation.Purpose.JOIN, Invitation.Purpose.PASSWORD


class Dead(Exception):
    """The link is unknown, used, withdrawn or expired: which of them, nobody is told."""


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def token_of(form: str) -> str:
    """The token of a form as sent. Made with the secret key, so the same form sent twice shows the same link."""
    digest = salted_hmac("accounts.invite.token", form, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def make_link(*, by: User | None, at: datetime, key: str, **facts) -> tuple[Invitation, str, bool]:
    """The link for this form, its token, and whether it is new: a form sent twice makes one."""
    form = repr((by.pk if by else None, key, sorted((name, str(value)) for name, value in facts.items())))
    token = token_of(form)
    link, new = Invitation.objects.get_or_create(
        form_hash=hashed(form),
        defaults={
            **facts,
            "token_hash": hashed(token),
            "invited_by": by,
            "created_at": at,
            "expires_at": at + timedelta(days=settings.INVITATION_DAYS),
        },
    )
    return link, token, new


@transaction.atomic
def invite(
    *, by: User, at: datetime, role: str, name: str, email: str = "", key: str | None = None
) -> tuple[Invitation, str]:
    """Invite somebody for a role: the invitation and its token, which only this call can give.

    `key` names the form, so that the same form sent twice makes one invitation. Raises Refused (no admin, unknown
    role, no name, e-mail of somebody in the team).
    """
    lock_admins(by)
    if role not in Role.values:
        raise Refused(_("Choose one of the roles."), "role")
    if not name.strip():
        raise Refused(_("Give a name."), "name")
    email = email.lower()
    if email and User.objects.filter(email=email).exists():
        raise Refused(_("Somebody of the team has this e-mail already."), "email")
    key = key or secrets.token_urlsafe()
    link, token, new = make_link(by=by, at=at, key=key, purpose=JOIN, role=role, name=name.strip(), email=email)
    if new:
        recorder.record(verb="account.invited", by=by, at=at, about=link, detail={"role": role})
    return link, token


@transaction.atomic
def password_link(*, user: User, by: User, at: datetime, key: str | None = None) -> tuple[Invitation, str]:
    """A link for choosing a new password; earlier ones end. Raises Refused (no admin, oneself, suspended)."""
    admin, user = lock_admins(by), lock_person(user)
    if user.pk == admin.pk:
        raise Refused(_("You can change your own password on your profile."))
    if not user.is_active:
        raise Refused(_("This person is suspended. Restore the account first."))
    key = key or secrets.token_urlsafe()
    link, token, new = make_link(by=by, at=at, key=key, purpose=PASSWORD, account=user)
    if new:
        end_links(user.password_links.exclude(pk=link.pk), admin, at)
        recorder.record(verb="account.password_link_made", by=by, at=at, about=user, detail={"link": link.ref})
    return link, token


@transaction.atomic
def first_admin(*, at: datetime) -> str:
    """The token with which the first admin joins; earlier ones end. Raises Refused when there is an active admin."""
    if User.objects.admins().exists():
        raise Refused(_("There is an admin already. An admin invites people on the Team page."))
    end_links(Invitation.objects.filter(invited_by=None), None, at)
    key = secrets.token_urlsafe()
    link, token, _new = make_link(by=None, at=at, key=key, purpose=JOIN, role=Role.ADMIN, name=_("First admin"))
    recorder.record(verb="account.invited", by=None, at=at, about=link, detail={"role": Role.ADMIN})
    return token


def look(*, token: str, at: datetime) -> Invitation:
    """The link that this token opens, unused and unchanged by looking. Raises Dead."""
    if not TOKEN.fullmatch(token):
        raise Dead
    return checked(Invitation.objects.select_related("account").filter(token_hash=hashed(token)).first(), at)


def checked(link: Invitation | None, at: datetime) -> Invitation:
    """The link, if it can be used now. The console's link works only while the team has no admin. Raises Dead."""
    if link is None or link.state(at) != "open":
        raise Dead
    if link.account and not link.account.is_active:
        raise Dead
    if link.invited_by_id is None and User.objects.admins().exists():
        raise Dead
    return link


def held(link: Invitation, at: datetime) -> Invitation:
    """The stored row of this link until the end of the transaction: of two who use it at once, one comes later."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("account")
    return checked(rows.get(pk=link.pk), at)


@transaction.atomic
def accept(*, token: str, at: datetime, username: str, password: str, language: str) -> User:
    """Join the team with an invitation. Raises Dead, and Refused when the user name is taken (the link still works)."""
    link = held(look(token=token, at=at), at)
    if link.purpose != JOIN:
        raise Dead
    taken = link.email and User.objects.filter(email=link.email).exists()
    user = User(
        username=User.normalize_username(username),
        name=link.name,
        email="" if taken else link.email,
        role=link.role,
        language=language,
        invited_by_id=link.invited_by_id,
        created_at=at,
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise Refused(_("This user name is taken. Choose another."), "username") from error
    use(link, user, at)
    recorder.record(verb="account.joined", by=user, at=at, about=user, detail={"role": user.role, "link": link.ref})
    return user


@transaction.atomic
def renew(*, token: str, at: datetime, password: str) -> User:
    """Choose a new password with a link; all sessions of this person end. Raises Dead."""
    link = look(token=token, at=at)
    if link.purpose != PASSWORD:
        raise Dead
    user = lock_person(link.account)
    link = held(link, at)
    user.set_password(password)
    user.save(update_fields=["password"])
    use(link, user, at)
    recorder.record(verb="account.password_renewed", by=user, at=at, about=user, detail={"link": link.ref})
    return user


def use(link: Invitation, user: User, at: datetime) -> None:
    link.used_at, link.used_by = at, user
    link.save(update_fields=["used_at", "used_by"])


@transaction.atomic
def revoke(*, link: Invitation, by: User, at: datetime) -> Invitation:
    """Withdraw a link that nobody used yet. Raises Refused (no admin, used). A withdrawn link stays withdrawn."""
    admin = lock_admins(by)
    link = Invitation.objects.select_for_update().get(pk=link.pk)
    if link.used_at:
        raise Refused(_("Too late: the link has been used."))
    if link.revoked_at:
        return link
    link.revoked_at, link.revoked_by = at, admin
    link.save(update_fields=["revoked_at", "revoked_by"])
    recorder.record(verb="account.invitation_withdrawn", by=by, at=at, about=link)
    return link


def find(ref: str) -> Invitation | None:
    """The link with this public reference, or nothing."""
    return Invitation.objects.filter(ref=ref).first() if REF.fullmatch(ref) else None


def waiting(at: datetime) -> QuerySet[Invitation]:
    """The invitations that nobody has used yet and that still work, newest first."""
    return Invitation.objects.open(at).filter(purpose=JOIN).select_related("invited_by")
