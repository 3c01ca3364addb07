#!/usr/bin/env python3
"""Checks an export of Kua's audit log. Python 3.9 or newer and its standard library; no Kua, no database, no network.

    python3 verify_audit.py EXPORT --key PUBLIC_KEY [--key …] --checkpoint CHECKPOINT

Exit code 0: everything that is in a batch is as it was signed. 1: it is not; the first place is named. 2: unreadable.
The format, and what this proves and what not: docs/audit.md.
"""

import argparse
import hashlib
import json
import sys
from collections import namedtuple

FORM = "kua audit log 1"
PURPOSE = b"kua audit batch 1\n"
SIGNED = ("number", "first_id", "last_id", "count", "lines", "previous", "signed_at", "key")
Batch = namedtuple("Batch", "number sha256 key signature head")
Found = namedtuple("Found", "id leaf")


class Broken(Exception):
    """The log does not hold; the message names the first place."""


# --- Ed25519, RFC 8032, section 5.1: verifying only -----------------------------------------------------------------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point(raw):
    """The point of the curve that 32 bytes stand for, in extended coordinates (5.1.3); none for bytes that are none."""
    if len(raw) != 32:
        return None
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(one, other):
    """The sum of two points (5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, of):
    """A point added to itself `number` times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, of)
        of, number = add(of, of), number >> 1
    return total


_Y = 4 * pow(5, -1, P) % P
BASE = point(_Y.to_bytes(32, "little"))


def is_signed(public, message, signature):
    """Whether the signature (64 bytes) of the message is right for the public key (32 bytes); 5.1.7."""
    key = point(public)
    if key is None or len(signature) != 64:
        return False
    commitment, answer = point(signature[:32]), int.from_bytes(signature[32:], "little")
    if commitment is None or answer >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(answer, BASE), add(commitment, times(challenge, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- The log --------------------------------------------------------------------------------------------------------
def canonical(value):
    """JSON in one form only."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Log:
    """What was read so far: the batches, and the lines that no batch has held yet."""

    def __init__(self):
        self.batches, self.sets, self.named, self.open = [], set(), set(), []
        self.bound = self.last_id = self.lines = 0
        self.ended = False

    def take(self, place, row):
        """One line of the file. Raises Broken."""
        try:
            ((kind, facts),) = json.loads(row).items()
            if canonical({kind: facts}) + b"\n" != row:
                raise ValueError
            step = {"log": self.heading, "set": self.set, "line": self.line, "batch": self.batch, "end": self.end}[kind]
            if self.ended or (place == 1) != (kind == "log"):
                raise ValueError
            step(facts)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Broken(f"line {place} of the file is no line of an export") from None

    def heading(self, facts):
        if facts["form"] != FORM:
            raise Broken(f"this is another form than {FORM}")

    def set(self, facts):
        refs = facts["refs"]
        if refs != sorted(set(refs)) or sha256("\n".join(refs).encode()) != facts["sha256"]:
            raise Broken(f"the set of records {facts['sha256']} was changed")
        if facts["sha256"] in self.sets:
            raise Broken(f"the set of records {facts['sha256']} is there twice")
        self.sets.add(facts["sha256"])

    def line(self, facts):
        number, records = int(facts["id"]), facts["records"]
        self.lines += 1
        self.open.append(Found(number, hashlib.sha256(canonical(facts)).digest()))
        if records and records not in self.sets:
            raise Broken(f"line {number}: its set of records {records} is missing or was changed")
        self.named |= {records} - {""}

    def batch(self, facts):
        head = {name: facts[name] for name in SIGNED}
        where, before = f"batch {head['number']}", self.batches[-1] if self.batches else None
        expected = len(self.batches) + 1
        if head["number"] != expected:
            raise Broken(f"batch {expected} is missing")
        if head["previous"] != (before.sha256 if before else "0" * 64) or head["first_id"] != self.last_id + 1:
            raise Broken(f"{where} does not follow the batch before it")
        leaves = bytes.fromhex(facts["leaves"])
        link = sha256(canonical({**head, "signature": facts["signature"]}))
        if (leaves.hex(), sha256(leaves), link) != (facts["leaves"], head["lines"], facts["sha256"]):
            raise Broken(f"{where} was changed")
        if len(leaves) != 32 * head["count"]:
            raise Broken(f"{where} was changed")
        self.compare(where, [leaves[at : at + 32] for at in range(0, len(leaves), 32)], head["last_id"])
        self.batches.append(Batch(expected, link, head["key"], facts["signature"], canonical(head)))
        self.bound, self.last_id, self.open = self.bound + len(self.open), head["last_id"], []

    def compare(self, where, kept, last_id):
        """The lines before the batch are those that it holds."""
        found = [leaf for _number, leaf in self.open]
        for place, leaf in enumerate(kept):
            if place >= len(found):
                raise Broken(f"{where}: its line {place + 1} of {len(kept)} is missing")
            if leaf != found[place]:
                raise Broken(f"{where}: {difference(self.open[place], leaf, kept, found)}")
        if len(found) > len(kept):
            raise Broken(f"{where}: line {self.open[len(kept)].id} was put in")
        numbers = [number for number, _leaf in self.open]
        if numbers != sorted(set(numbers)) or not self.last_id < numbers[0] or numbers[-1] > last_id:
            raise Broken(f"{where} holds lines that are not its own")

    def end(self, facts):
        if facts["lines"] != self.lines:
            raise Broken(f"the file says that it holds {facts['lines']} lines, and holds {self.lines}")
        self.ended = True

    def finish(self, keys, checkpoint):
        """The end of the file. Every batch holds the one before it: where the last signature is right, all are."""
        if not self.ended:
            raise Broken("the end of the file is missing")
        numbers = [self.last_id, *(number for number, _leaf in self.open)]
        if self.sets != self.named:
            raise Broken(f"the set of records {min(self.sets - self.named)} belongs to no line")
        if numbers != sorted(set(numbers)):
            raise Broken("after the last batch: lines are out of their order")
        if self.batches and not is_by(self.batches[-1], keys):
            first = next(batch for batch in self.batches if not is_by(batch, keys))
            known = "is not right" if first.key in keys else "is by a key that was not given"
            raise Broken(f"batch {first.number}: the signature {known}")
        if checkpoint is not None:
            self.check(checkpoint)

    def check(self, checkpoint):
        """The batch of the checkpoint is in the log. That it is one: the log's own signature says so."""
        number = checkpoint["number"]
        if number < 1:
            raise Broken("the checkpoint names no batch")
        if number > len(self.batches):
            raise Broken(f"batch {number} of the checkpoint is missing: the end was cut off, or the export is older")
        if self.batches[number - 1].sha256 != checkpoint["sha256"]:
            raise Broken(f"batch {number} is not the one of the checkpoint")


def difference(found, leaf, kept, all_found):
    """How the first line that is not as it was bound differs."""
    if found.leaf in kept:
        return f"line {found.id} is out of its order" if leaf in all_found else f"the line before {found.id} is missing"
    return f"line {found.id} was put in" if leaf in all_found else f"line {found.id} was changed"


def is_by(batch, keys):
    """Whether one of the known keys signed the batch."""
    try:
        signature = bytes.fromhex(batch.signature)
    except ValueError:
        return False
    written_once = signature.hex() == batch.signature
    return written_once and batch.key in keys and is_signed(keys[batch.key], PURPOSE + batch.head, signature)


def named(public):
    """The key with its short name."""
    raw = bytes.fromhex(public)
    return sha256(raw)[:16], raw


def verify(rows, keys, checkpoint=None):
    """The log, read whole, where it holds. Raises Broken. `rows` are lines of bytes, `keys` hexadecimal."""
    log = Log()
    for place, row in enumerate(rows, start=1):
        log.take(place, row)
    log.finish(dict(named(key) for key in keys), checkpoint)
    return log


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Check an export of Kua's audit log.")
    parser.add_argument("export", help="the file that `bin/manage audit export` wrote")
    parser.add_argument(
        "--key", action="append", required=True, help="public key, hexadecimal (`bin/manage audit key`)"
    )
    parser.add_argument("--checkpoint", help="the newest file that `bin/manage audit checkpoint` wrote")
    given = parser.parse_args(arguments)
    try:
        checkpoint = None
        if given.checkpoint:
            with open(given.checkpoint, "rb") as file:
                checkpoint = json.load(file)
        with open(given.export, "rb") as rows:
            log = verify(rows, given.key, checkpoint)
    except Broken as found:
        print(f"BROKEN: {found}.")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"Cannot be read: {error!r}.", file=sys.stderr)
        return 2
    print(f"Holds: {log.bound} lines in {len(log.batches)} batches, up to line {log.last_id}.")
    print(f"{len(log.open)} lines after that are not signed yet: nothing is said about them.")
    if checkpoint is None:
        print("No checkpoint was given: whether the end was cut off cannot be said.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
