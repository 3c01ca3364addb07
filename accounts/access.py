"""Every view says who may open it: @needs("report.log"), @signed_in or @public. The tests' matrix reads the mark."""

from functools import wraps

from django.http import Http404
from django.utils import timezone

from accounts import again
from accounts.roles import PERMISSIONS, may

KNOWN = frozenset().union(*PERMISSIONS.values())


def needs(permission: str):
    """Only for roles that have the permission; for all others the page does not exist."""
    if permission not in KNOWN:
        raise ValueError(f"No role has the permission {permission!r}.")

    def mark(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user, permission):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return mark


def signed_in(view):
    """For everybody of the team: LoginRequiredMiddleware turns anonymous visitors away."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    marked.permission = "signed_in"
    return marked


def public(view):
    """For everybody, also without signing in."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    marked.permission = "anyone"
    marked.login_required = False
    return marked


def asked_again(view):
    """Under one of the marks above: only who showed who it is in the last minutes; others are asked, and go on."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return again.hold(request, timezone.now()) or view(request, *args, **kwargs)

    guarded.asks_again = True
    return guarded
