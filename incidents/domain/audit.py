"""The audit log's only pen. Base floor of the domain: everything may call it, it calls nothing."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.models import User

APPEND = """
    SELECT kua_audit_append(%s::timestamptz, %s::text, %s::text, %s::text, %s::text, %s::text, %s::jsonb, %s::text[])
"""
APPEND_TEXT = APPEND.replace("%s::text[]", "string_to_array(%s::text, ' ')")


def record(
    *, verb: str, by: User | None, at: datetime, kind: str = "", ref: str = "", detail: dict[str, Any] | None = None,
    records: Iterable[str] | str | None = None,
) -> None:  # fmt: skip
    """Write one line of the log, in the caller's transaction.

    `detail` holds references, codes, counts and hashes: never a name, a contact or a narrative (security rule 8).
    `records` are the references of everybody whom a reading or an export held (of very many: one text with blanks):
    they are kept as a set (AuditSet), and the line holds the SHA-256 of the set. The line goes through the database
    function kua_audit_append, the one way in that the web role has; it refuses what is no line
    (django.db.IntegrityError).
    """
    who, role = (by.ref, by.role) if by is not None else ("", "")
    told: list[str] | str | None = records if records is None or isinstance(records, str) else list(records)
    with connection.cursor() as cursor:
        cursor.execute(
            APPEND_TEXT if isinstance(told, str) else APPEND,
            [at, who, role, verb, kind, ref, json.dumps(detail or {}), told],
        )
