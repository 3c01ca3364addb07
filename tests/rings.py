"""A key ring for the tests: the same in every process of a run, and known to everybody."""

from incidents.domain import envelope

KINDS = ("identity", "note", "contact", "maker", "file")
MADE = "2022-01-01T00:00:00+00:00"


def ring(seed: int = 1) -> dict:
    """One generation of every kind; another seed makes other keys."""
    halves = {kind: bytes([seed * 16 + place]) * envelope.KEY for place, kind in enumerate(KINDS)}
    publics = {kind: envelope.public_of(half) for kind, half in halves.items()}
    classes = {kind: [{"id": one.id, "made": MADE, "public": one.key.hex()}] for kind, one in publics.items()}
    private = {publics[kind].id: half.hex() for kind, half in halves.items()}
    return {"kua": "keys", "form": 1, "classes": classes, "private": private | {"hash": f"{seed:02x}" * envelope.KEY}}


RING = ring()
