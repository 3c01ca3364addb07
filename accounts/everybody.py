"""What happens to everybody at once: all sessions end."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import User, new_stamp


@transaction.atomic
def end_all_sessions() -> None:
    """Everybody is signed out, here and on every device: the rows go, and what a copy of a cookie could revive."""
    UserSession.objects.all().delete()
    Session.objects.all().delete()
    people = list(User.objects.select_for_update(no_key=True).order_by("pk"))
    for user in people:
        user.session_stamp = new_stamp()
    User.objects.bulk_update(people, ["session_stamp"])
