"""The arithmetic of codes: six digits of a telephone (RFC 6238), and recovery codes drawn from a seed. No database."""

import base64
import hashlib
import hmac
import secrets
import struct

from accounts.models import ALPHABET

STEP = 30  # seconds
TOLERANCE = 1  # a telephone's clock may be one step early or late
DIGITS = 6
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10  # of 32 letters: 50 bits
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_secret() -> str:
    """160 bits, as RFC 4226 asks, in the alphabet that telephones read."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def new_seed() -> str:
    return secrets.token_hex(32)


def step_of(seconds: float) -> int:
    """The number of the half minute."""
    return int(seconds) // STEP


def code_at(secret: str, step: int) -> str:
    """The six digits of this half minute (RFC 4226, section 5.3)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_for(secret: str, code: str, now: int, after: int) -> int | None:
    """The step that this code is of: near now, and later than the last one used."""
    typed = "".join(sign for sign in code if sign.isdecimal() and sign.isascii())
    steps = range(now - TOLERANCE, now + TOLERANCE + 1)
    matching = [step for step in steps if hmac.compare_digest(code_at(secret, step), typed)]
    return next((step for step in matching if step > after), None)


def recovery_codes(seed: str) -> list[str]:
    """The ten codes of a seed, in two halves each, in letters that cannot be read as others."""
    return [recovery_code(seed, place) for place in range(RECOVERY_CODES)]


def recovery_code(seed: str, place: int) -> str:
    digest = hmac.new(bytes.fromhex(seed), f"recovery code {place}".encode(), hashlib.sha256).digest()
    letters = "".join(ALPHABET[byte % 32] for byte in digest[:RECOVERY_LENGTH])
    return f"{letters[:5]}-{letters[5:]}"


def recovery_place(seed: str, code: str, used: list[int]) -> int | None:
    """Which of the unused codes of the seed this is."""
    typed = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum()).translate(READ_AS)
    wanted = [
        place
        for place, one in enumerate(recovery_codes(seed))
        if hmac.compare_digest(one.replace("-", ""), typed) and place not in used
    ]
    return wanted[0] if wanted else None
