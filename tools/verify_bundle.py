#!/usr/bin/env python3
"""Checks a case bundle of Kua. Python 3.8 or newer and its standard library; no Kua, no network, nothing is unpacked.

    python3 verify_bundle.py BUNDLE.zip [--key FINGERPRINT]

Exit code 0: every byte of the file is as it was signed. 1: it is not; what is wrong is named, with its range of bytes,
counted from 0, first and last, in the entry and in the ZIP. 2: the file cannot be opened. The format: docs/evidence.md.
"""

import argparse
import hashlib
import json
import re
import struct
import sys
import zlib
from collections import namedtuple

FORM = "kua case bundle 1"
PURPOSE = b"kua case bundle 1\n"
BLOCK = 65536
LARGEST_MANIFEST = 256 * 1024 * 1024
MOST_TOLD = 20
BIG, MANY = 0xFFFFFFFF, 0xFFFF
PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}")
WORD = re.compile(r"[A-Za-z0-9:.+-]{1,40}")
Entry = namedtuple("Entry", "path size crc32 blocks")


class Broken(Exception):
    """The bundle is not as it was signed, and nothing more can be said of it than this sentence."""


# --- Ed25519, RFC 8032, section 5.1: verifying only -----------------------------------------------------------------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point(raw):
    """The point of the curve that 32 bytes stand for, in extended coordinates (5.1.3); none for bytes that are none."""
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


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public, message, signature):
    """Whether the signature (64 bytes) of the message is right for the public key (32 bytes); 5.1.7."""
    key, commitment, answer = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or answer >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(answer, BASE), add(commitment, times(challenge, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- The ZIP, as a bundle has it ------------------------------------------------------------------------------------
def local(entry):
    """The header before the bytes of an entry."""
    is_big = entry.size >= BIG
    size, extra = (BIG, struct.pack("<HHQQ", 1, 16, entry.size, entry.size)) if is_big else (entry.size, b"")
    fixed = ("<4sHHHHHIIIHH", b"PK\3\4", 45 if is_big else 20, 0, 0, 0, 0x21, entry.crc32, size, size)
    return struct.pack(*fixed, len(entry.path), len(extra)) + entry.path.encode() + extra


def central(entry, offset):
    """What the directory at the end says of an entry."""
    wide = [entry.size] * 2 if entry.size >= BIG else []
    wide += [offset] if offset >= BIG else []
    extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    version, size = 45 if wide else 20, min(entry.size, BIG)
    fixed = ("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 3 << 8 | version, version, 0, 0, 0, 0x21, entry.crc32, size, size)
    tail = (len(entry.path), len(extra), 0, 0, 0, 0o100644 << 16, min(offset, BIG))
    return struct.pack(*fixed, *tail) + entry.path.encode() + extra


def ending(count, start, size):
    """The last bytes: how many entries there are, and where their directory stands."""
    wide = b""
    if count >= MANY or start >= BIG or size >= BIG:
        wide = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 3 << 8 | 45, 45, 0, 0, count, count, size, start)
        wide += struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1)
    few = min(count, MANY)
    return wide + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, few, few, min(size, BIG), min(start, BIG), 0)


def canonical(value):
    """JSON in one form only."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def blocks_of(data):
    """The SHA-256 of each block, one after the other, hexadecimal."""
    return "".join(sha256(data[at : at + BLOCK]) for at in range(0, len(data), BLOCK))


def is_hex(text, digits):
    return isinstance(text, str) and len(text) == digits and re.fullmatch("[0-9a-f]*", text) is not None


def counted(size):
    """How many digits the hashes of the blocks of so many bytes have."""
    return 64 * ((size + BLOCK - 1) // BLOCK)


def len_of_signature(size):
    """How long signature.json is beside a manifest of this size: nothing else in it has a length of its own."""
    shape = {"size": size, "sha256": "0" * 64, "blocks": ""}
    told = {"form": FORM, "key": "0" * 64, "fingerprint": "0" * 64, "manifest": shape, "signature": "0" * 128}
    return len(canonical(told)) + counted(size)


# --- What the bundle says of itself -----------------------------------------------------------------------------------
def read_signature(raw):
    """The facts of signature.json; none when it is not one."""
    try:
        told = json.loads(raw)
        manifest = told["manifest"]
        known = told["form"] == FORM and is_hex(told["key"], 64) and is_hex(told["signature"], 128)
        whole = type(manifest["size"]) is int and is_hex(manifest["blocks"], counted(manifest["size"]))
        return told if known and whole else None
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None


def read_manifest(raw):
    """The manifest and its entries; none when it is not one."""
    try:
        told = json.loads(raw)
        if canonical(told) != raw or told["form"] != FORM or told["block"] != BLOCK:
            return None
        if not all(WORD.fullmatch(told[name]) for name in ("bundle", "disclosure", "made_at")):
            return None
        entries = [read_entry(one) for one in told["files"]]
        names = {entry.path for entry in entries} | {"manifest.json", "signature.json"}
        return (told, entries) if len(names) == len(entries) + 2 else None
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None


def read_entry(one):
    size, path = one["size"], one["path"]
    if type(size) is not int or not 0 <= size < 2**56 or not PATH.fullmatch(path) or len(path) > 200:
        raise ValueError
    if not (is_hex(one["blocks"], counted(size)) and is_hex(one["crc32"], 8) and is_hex(one["sha256"], 64)):
        raise ValueError
    return Entry(path, size, int(one["crc32"], 16), one["blocks"])


# --- Checking ---------------------------------------------------------------------------------------------------------
class Bundle:
    """One file, read from its beginning to its end; what is wrong with it is gathered in `wrong`."""

    def __init__(self, file):
        self.file, self.wrong, self.fingerprint, self.told, self.entries = file, [], "", None, []
        self.size = file.seek(0, 2)

    def read(self, at, size):
        self.file.seek(at)
        return self.file.read(size)

    def say(self, where, first, last, start):
        """A wrong range: `first` and `last` in the entry, which begins at `start` of the ZIP."""
        place = f"bytes {first}-{last} are wrong (bytes {start + first}-{start + last} of the ZIP)"
        self.wrong.append(f"{where}: {place}")

    def verify(self):
        """Look at everything. Raises Broken when the file is no bundle at all."""
        if not self.size:
            raise Broken("the file is empty")
        manifest, signature = self.found()
        start = len(local(Entry("manifest.json", 0, 0, "")))
        after = start + len(manifest) + len(local(Entry("signature.json", 0, 0, "")))
        self.check_signature(manifest, signature, start, after)
        read = read_manifest(manifest)
        if read is None:
            raise Broken("; ".join(self.wrong or ["manifest.json is no manifest of the form " + FORM]))
        self.told, self.entries = read
        own = [Entry(name, len(raw), zlib.crc32(raw), None) for name, raw in
               (("manifest.json", manifest), ("signature.json", signature))]  # fmt: skip
        self.walk(own + self.entries)

    def found(self):
        """The bytes of manifest.json and signature.json: by the header before them, or else by the directory."""
        for size, is_sure in ((self.size_in_front(), False), (self.size_at_the_end(), True)):
            at, own = 43 + size, len_of_signature(size)
            follows = is_sure or self.read(at, 4) + self.read(at + 30, 14) == b"PK\3\4signature.json"
            if follows and 0 < size <= LARGEST_MANIFEST and at + 44 + own <= self.size:
                return self.read(43, size), self.read(at + 44, own)
        if self.read(0, 4) != b"PK\3\4":
            raise Broken("this is no ZIP file, or its first bytes (0-3) are wrong")
        raise Broken("this is no case bundle, or it ends before its manifest does")

    def size_in_front(self):
        """How long the manifest is, as the header before it says."""
        head = self.read(0, 43)
        return struct.unpack_from("<I", head, 22)[0] if head[30:] == b"manifest.json" else 0

    def size_at_the_end(self):
        """The same as the directory says."""
        end = self.read(max(self.size - 22, 0), 22)
        if len(end) < 22 or end[:4] != b"PK\5\6":
            return 0
        start = struct.unpack_from("<I", end, 16)[0]
        if start == BIG and self.size > 98:
            start = min(struct.unpack_from("<Q", self.read(self.size - 98, 56), 48)[0], self.size)
        head = self.read(start, 59)
        return struct.unpack_from("<I", head, 24)[0] if head[46:] == b"manifest.json" else 0

    def check_signature(self, manifest, signature, start, after):
        """Whether the key that signature.json names signed the manifest; if not, which of the two was changed."""
        told, whole = read_signature(signature), max(len(signature) - 1, 0)
        if told is None:
            return self.say("signature.json", 0, whole, after)
        key = bytes.fromhex(told["key"])
        self.fingerprint = sha256(key)
        if is_signed(key, PURPOSE + manifest, bytes.fromhex(told["signature"])):
            shape = {"size": len(manifest), "sha256": sha256(manifest), "blocks": blocks_of(manifest)}
            right = {**told, "fingerprint": self.fingerprint, "manifest": shape}
            names = ("form", "key", "fingerprint", "manifest", "signature")
            right = canonical({name: right[name] for name in names})
            if right != signature:
                differing = [at for at, byte in enumerate(right[: len(signature)]) if signature[at] != byte]
                self.say("signature.json", (differing or [0])[0], whole, after)
            return None
        before = len(self.wrong)
        parts = (manifest[at : at + BLOCK] for at in range(0, len(manifest), BLOCK))
        self.check_blocks("manifest.json", told["manifest"]["blocks"], parts, start)
        if len(self.wrong) == before:
            self.say("signature.json", 0, whole, after)
        return None

    def walk(self, entries):
        """Every byte of the ZIP in its order, against what the manifest says must stand there."""
        at, starts = 0, []
        for place, entry in enumerate(entries):
            starts.append(at)
            head = local(entry)
            if self.is_missing(entry, at, entries[place + 1 :]):
                return
            if not self.literal("the header of " + entry.path, head, at):
                return
            at += len(head)
            if entry.blocks is not None and not self.content(entry, at):
                return
            at += entry.size
        first = at
        for start, entry in zip(starts, entries):  # noqa: B905 - Python 3.8 knows no strict=
            line = central(entry, start)
            if not self.literal("the directory, at " + entry.path, line, at):
                return
            at += len(line)
        last = ending(len(entries), first, at - first)
        if self.literal("the end of the directory", last, at) and self.size > at + len(last):
            end = at + len(last)
            self.wrong.append(f"{self.size - end} bytes stand after the end (bytes {end}-{self.size - 1} of the ZIP)")

    def is_missing(self, entry, at, later):
        """Whether a later entry, or the directory, begins where this one must begin."""
        found = self.read(at, 230)
        name, here = found[:4] + found[30:], b"PK\3\4" + entry.path.encode()
        others = [b"PK\3\4" + one.path.encode() for one in later] + [b"PK\1\2"]
        if name.startswith(here) or not any(name.startswith(other) for other in others):
            return False
        self.wrong.append(f"{entry.path} is missing: it must begin at byte {at} of the ZIP")
        return True

    def literal(self, where, right, at):
        """Bytes that must stand there exactly. Whether there are enough of them to read on."""
        found = self.read(at, len(right))
        if len(found) < len(right):
            return self.cut(where)
        if found != right:
            differing = [place for place, byte in enumerate(right) if found[place] != byte]
            self.say(where, differing[0], differing[-1], at)
        return True

    def cut(self, where):
        self.wrong.append(f"the file was cut off: it ends at byte {self.size}, in the middle of {where}")
        return False

    def content(self, entry, at):
        """The bytes of an entry, block by block. Whether they are all there."""
        self.check_blocks(entry.path, entry.blocks, self.blocks(at, min(entry.size, max(self.size - at, 0))), at)
        return at + entry.size <= self.size or self.cut(entry.path)

    def blocks(self, at, size):
        """The bytes from there on, at most a block at a time."""
        self.file.seek(at)
        for begin in range(0, size, BLOCK):
            yield self.file.read(min(BLOCK, size - begin))

    def check_blocks(self, where, hashes, blocks, start):
        """Say which blocks are not those of these hashes; neighbours are one range."""
        first = last = -1
        at = 0
        for number, data in enumerate(blocks):
            is_wrong = sha256(data) != hashes[64 * number : 64 * number + 64]
            if not is_wrong and first >= 0:
                self.say(where, first, last, start)
                first = -1
            if is_wrong:
                first, last = (first if first >= 0 else at), at + len(data) - 1
            at += len(data)
        if first >= 0:
            self.say(where, first, last, start)


def plain(key):
    """A fingerprint or key as somebody typed it."""
    return re.sub(r"[\s:-]", "", key).lower()


def check(file, key=None):
    """The bundle, where every byte of it is right. Raises Broken with everything that is wrong."""
    bundle = Bundle(file)
    bundle.verify()
    if key is not None and bundle.fingerprint and plain(key) != bundle.fingerprint:
        bundle.wrong.insert(0, f"it was signed with another key, whose fingerprint is {bundle.fingerprint}")
    if bundle.wrong:
        more = [f"{len(bundle.wrong) - MOST_TOLD} more places"] if len(bundle.wrong) > MOST_TOLD else []
        raise Broken(";\n  ".join(bundle.wrong[:MOST_TOLD] + more))
    return bundle


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Check a case bundle of Kua.")
    parser.add_argument("bundle", help="the ZIP file, as it was handed over")
    parser.add_argument("--key", help="the fingerprint of the key, as whoever made the bundle told you by another way")
    given = parser.parse_args(arguments)
    if given.key is not None and not is_hex(plain(given.key), 64):
        parser.error("a fingerprint has 64 digits (0-9, a-f)")
    try:
        with open(given.bundle, "rb") as file:
            bundle = check(file, given.key)
    except Broken as found:
        print(f"WRONG: {found}.")
        return 1
    except (OSError, MemoryError) as error:
        print(f"Cannot be read: {error}.", file=sys.stderr)
        return 2
    ref, made_at, circle = (bundle.told[name] for name in ("bundle", "made_at", "disclosure"))
    print("OK: every byte is as it was signed.")
    print(f"Bundle {ref}, made at {made_at}, for: {circle}.")
    print(f"{len(bundle.entries)} files, {sum(entry.size for entry in bundle.entries)} bytes.")
    print(f"Fingerprint of the key: {bundle.fingerprint}")
    if given.key is None:
        print("Compare it with the fingerprint that whoever made the bundle told you by another way.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
