"""The audit log's only pen. Base floor of the domain: everything may call it, it calls nothing."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.models import User


def record(
    *, verb: str, by: User | None, at: datetime, kind: str = "", ref: str = "", detail: dict[str, Any] | None = None
) -> None:
    """Write one line of the log, in the caller's transaction.

    `detail` holds references, codes, counts and hashes: never a name, a contact or a narrative (security rule 8).
    The line goes through the database function kua_audit_append, the one way in that the web role has.
    """
    who, role = (by.ref, by.role) if by is not None else ("", "")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kua_audit_append(%s::timestamptz, %s::text, %s::text, %s::text, %s::text, %s::text, %s::jsonb)",
            [at, who, role, verb, kind, ref, json.dumps(detail or {})],
        )
