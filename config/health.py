"""Whether the house stands: the page the launcher and a load balancer ask for."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import public


@require_safe
@public
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and “ok” when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
