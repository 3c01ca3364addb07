"""What happens to the people of the team: roles, suspension, details, passwords; and the reading of them."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts import recorder
from accounts.models import Invitation, User, new_stamp
from accounts.roles import Lost, Refused, Role, Stale

REF = re.compile(r"U-[0-9A-Z]{8}")


def team(*, role: str = "", state: str = "", words: str = "") -> QuerySet[User]:
    """The people of the team by name, narrowed to a role, to active or suspended, to a piece of the name."""
    found = User.objects.order_by("name", "pk")
    if role:
        found = found.filter(role=role)
    if state:
        found = found.filter(is_active=state == "active")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words))
    return found


def find(ref: str) -> User | None:
    """The person with this public reference, with who invited and who suspended, or nothing."""
    if not REF.fullmatch(ref):
        return None
    return User.objects.select_related("invited_by", "suspended_by").filter(ref=ref).first()


def named(login: str) -> User | None:
    """Whoever signs in with this user name or e-mail, or nobody."""
    return User.objects.filter(Q(username__iexact=login) | (Q(email__iexact=login) & ~Q(email=""))).first()


def story(user: User) -> list[dict]:
    """What was done to this account, newest first: when, who (a name), what (words). Two queries."""
    lines = recorder.history(user)
    names = dict(User.objects.filter(ref__in={line.by for line in lines}).values_list("ref", "name"))
    return [
        {
            "at": line.at,
            "who": names.get(line.by) or _("the server"),
            "what": recorder.VERBS.get(line.verb, line.verb),
            "role": Role(line.detail["role"]).label if line.detail.get("role") in Role.values else "",
            "why": Lost(line.detail["reason"]).label if line.detail.get("reason") in Lost.values else "",
        }
        for line in lines
    ]


def lock_admins(by: User) -> User:
    """Hold all active admins until the end of the transaction; `by` must be one of them (as stored, not as signed in).

    Everything that admins do to the team queues here. Who acts is therefore an active admin still, and nobody can
    demote or suspend themselves: so the last admin always stays, also when two act on each other. Raises Refused.
    """
    admins = {admin.pk: admin for admin in User.objects.admins().select_for_update(no_key=True).order_by("pk")}
    if by.pk not in admins:
        raise Refused(_("Only an admin can do this."))
    return admins[by.pk]


def lock_person(user: User, version: int | None = None) -> User:
    """Hold the stored row of this person. Raises Stale when it is not the version that the page showed."""
    now = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if version is not None and now.version != version:
        raise Stale(now)
    return now


def end_links(links: QuerySet[Invitation], by: User | None, at: datetime) -> None:
    """Withdraw all of these links that could still be used."""
    links.filter(used_at=None, revoked_at=None).update(revoked_at=at, revoked_by=by)


def keep(user: User, *fields: str) -> User:
    """Store these fields and the next version number."""
    user.version = F("version") + 1
    user.save(update_fields=[*fields, "version"])
    user.refresh_from_db(fields=["version"])
    return user


@transaction.atomic
def change_role(*, user: User, role: str, by: User, at: datetime, version: int | None = None) -> User:
    """Give a person another role; their sessions end, and so do the invitations that they sent as admin.

    Raises Refused (no admin, own role, suspended person, unknown role) and Stale.
    """
    admin, user = lock_admins(by), lock_person(user, version)
    if user.pk == admin.pk:
        raise Refused(_("You cannot change your own role. Ask another admin."))
    if role not in Role.values:
        raise Refused(_("Choose one of the roles."), "role")
    if not user.is_active:
        raise Refused(_("This person is suspended. Restore the account first."))
    if user.role == role:
        return user
    if user.role == Role.ADMIN:
        end_links(Invitation.objects.filter(invited_by=user), admin, at)
    before, user.role, user.session_stamp = user.role, role, new_stamp()
    keep(user, "role", "session_stamp")
    recorder.record(verb="account.role_changed", by=by, at=at, about=user, detail={"role": role, "before": before})
    return user


@transaction.atomic
def suspend(*, user: User, by: User, at: datetime, reason: str, version: int | None = None) -> User:
    """Put a person out: sessions and one-time links end at once, signing in answers as for a wrong password.

    Raises Refused (no admin, oneself, no reason) and Stale. A suspended person stays suspended.
    """
    admin, user = lock_admins(by), lock_person(user, version)
    if user.pk == admin.pk:
        raise Refused(_("You cannot suspend yourself. Ask another admin."))
    if not reason.strip():
        raise Refused(_("Say why."), "reason")
    if not user.is_active:
        return user
    end_links(Invitation.objects.filter(Q(invited_by=user) | Q(account=user)), admin, at)
    user.is_active, user.session_stamp = False, new_stamp()
    user.suspended_at, user.suspended_by, user.suspended_reason = at, admin, reason.strip()
    keep(user, "is_active", "session_stamp", "suspended_at", "suspended_by", "suspended_reason")
    recorder.record(verb="account.suspended", by=by, at=at, about=user)
    return user


@transaction.atomic
def restore(*, user: User, by: User, at: datetime, version: int | None = None) -> User:
    """Let a suspended person sign in again. Raises Refused (no admin) and Stale. An active person stays active."""
    lock_admins(by)
    user = lock_person(user, version)
    if user.is_active:
        return user
    user.is_active, user.session_stamp = True, new_stamp()
    user.suspended_at, user.suspended_by, user.suspended_reason = None, None, ""
    keep(user, "is_active", "session_stamp", "suspended_at", "suspended_by", "suspended_reason")
    recorder.record(verb="account.restored", by=by, at=at, about=user)
    return user


@transaction.atomic
def change_details(
    *, user: User, by: User, at: datetime, name: str, email: str, language: str, version: int | None = None
) -> User:
    """Change a person's own name, e-mail and language. Raises Refused (not oneself, e-mail in use) and Stale."""
    if user.pk != by.pk:
        raise Refused(_("Only the person can change this."))
    user = lock_person(user, version)
    wanted = {"name": name, "email": email.lower(), "language": language}
    changed = [field for field, value in wanted.items() if getattr(user, field) != value]
    if not changed:
        return user
    for field in changed:
        setattr(user, field, wanted[field])
    try:
        with transaction.atomic():
            keep(user, *changed)
    except IntegrityError as error:
        raise Refused(_("This e-mail cannot be used here. Give another one, or none."), "email") from error
    recorder.record(verb="account.details_changed", by=by, at=at, about=user, detail={"fields": changed})
    return user


def choose_language(*, user: User, language: str) -> None:
    """Keep the language that a person switched to. Not an event: nothing is recorded."""
    User.objects.filter(pk=user.pk).update(language=language)


@transaction.atomic
def change_password(*, user: User, password: str, at: datetime) -> User:
    """Set one's own new password; every other session of this person and every open password link ends."""
    end_links(user.password_links.all(), user, at)
    user.set_password(password)
    user.save(update_fields=["password"])
    recorder.record(verb="account.password_changed", by=user, at=at, about=user)
    return user


@transaction.atomic
def make(
    *, username: str, name: str, role: str, password: str, at: datetime, email: str = "", language: str = "en"
) -> User:
    """An account made on the server (demo data, tests). Who has this user name already is returned unchanged."""
    there = User.objects.named(username).first()
    if there:
        return there
    user = User(username=username, name=name, role=role, email=email.lower(), language=language, created_at=at)
    user.set_password(password)
    user.save()
    recorder.record(verb="account.made", by=None, at=at, about=user, detail={"role": role})
    return user
