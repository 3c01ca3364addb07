"""Pure: which decoder shall try a file, by its first bytes. It only chooses; what a file is, decoding decides."""

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
SOUNDS = (b"ID3", b"OggS", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AVIF_BRANDS = {b"avif", b"avis"}
BOXES_OF_MOV = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
HEAD = 4096
MARKUP = (b"<", b"{\\rtf", b"#!", b"%!")


def guess(head: bytes) -> str:
    """The name of the decoder for a file that begins so: pictures, heifs, films, pdfs, archives, texts; or empty."""
    if head.startswith(PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "pictures"
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS | AVIF_BRANDS:
        return "heifs" if head[8:12] in HEIF_BRANDS else "pictures"
    if head.startswith((*SOUNDS, b"\x1aE\xdf\xa3")) or (head[:4] == b"RIFF" and head[8:12] == b"WAVE"):
        return "films"
    if head[4:8] in BOXES_OF_MOV:
        return "films"
    if b"%PDF-" in head[:1024]:
        return "pdfs"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "archives"
    if head.startswith((b"WARC/", b"\x1f\x8b")):
        return "archives"
    return "texts" if may_be_text(head) else ""


def may_be_text(head: bytes) -> bool:
    """Could these be words for people? Markup and scripts are none: a browser or a shell would obey them."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return b"\x00" not in head and not plain.startswith(MARKUP)
