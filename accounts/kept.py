"""What a form held, for a page from which it can be sent again."""

from django.http import HttpRequest

# The fields of the page that asks again who it is begin like this (accounts/again.py): they are not the form's own.
AGAIN = "again_"


def words(request: HttpRequest) -> dict:
    """The fields, where they go, and whether files came along. Passwords and tokens are not handed back."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name and not name.startswith(AGAIN)
        for value in values
    ]
    return {"resend": fields, "resend_to": request.get_full_path(), "resend_files": bool(request.FILES)}
