"""Files of every form, made in code and small; each can carry one word wherever such a file keeps words."""

import array
import io
import math
import struct
import zipfile
import zlib

import av
import pillow_heif
import pypdfium2
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

pillow_heif.register_heif_opener()
WORD = "KANARIENVOGEL"
PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "HEIF", "AVIF")
ALMATY = {1: "N", 2: (43.0, 14.0, 17.88), 3: "E", 4: (76.0, 56.0, 43.08), 5: b"\x00", 6: 812.0}


def drawn(size: tuple[int, int] = (96, 64), shift: int = 0) -> Image.Image:
    """Blue with a red corner at the top left and a white spot."""
    picture = Image.new("RGB", size, (20, 40, 120))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(220, 20, 20))
    draw.ellipse((size[0] // 2 + shift, size[1] // 2, size[0] // 2 + shift + 12, size[1] // 2 + 12), fill="white")
    return picture


def exif(word: str = WORD, orientation: int = 1) -> Image.Exif:
    """What a telephone writes: when, where, with what, and the word in every text."""
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    for tag in (ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.Artist, ExifTags.Base.ImageDescription):
        tags[tag] = word
    shot = tags.get_ifd(ExifTags.IFD.Exif)
    shot[ExifTags.Base.DateTimeOriginal] = "2022:01:06 14:03:11"
    shot[ExifTags.Base.OffsetTimeOriginal] = "+06:00"
    shot[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + word.encode()
    tags.get_ifd(ExifTags.IFD.GPSInfo).update(ALMATY)
    return tags


def picture(kind: str = "JPEG", word: str = "", size: tuple[int, int] = (96, 64), **more) -> bytes:
    """One picture; with a word it stands in EXIF, XMP, the comment, the texts and the colour profile."""
    out = io.BytesIO()
    if word:
        more = planted(kind, word) | more
    drawn(size).save(out, kind, **more)
    return out.getvalue()


def planted(kind: str, word: str) -> dict:
    """What `save` is told to hide a word everywhere."""
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r>{word}</r></x:xmpmeta>'.encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + word.encode()
    if kind == "GIF":
        return {"comment": word.encode()}
    if kind == "TIFF":
        return {"exif": exif(word), "icc_profile": profile, "description": word, "artist": word, "software": word}
    more = {"exif": exif(word).tobytes(), "icc_profile": profile}
    if kind == "JPEG":
        return more | {"comment": word.encode(), "xmp": xmp}
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", word)
        texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return more | {"pnginfo": texts}
    return more | ({"xmp": xmp} if kind in ("WEBP", "AVIF", "HEIF") else {})


def frames(kind: str, number: int) -> bytes:
    """Several frames, or sheets, in one file."""
    out = io.BytesIO()
    first, *rest = [drawn(shift=number * 3) for number in range(number)]
    first.save(out, kind, save_all=True, append_images=rest)
    return out.getvalue()


def bomb(side: int = 20_000) -> bytes:
    """A few kilobytes that would be as many points as a wall."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def film(form="mp4", video="libx264", audio="aac", *, seconds=1, turn=0, size=(96, 64), word="") -> bytes:
    """A film of a moving spot with a tone; `audio` empty for a silent one, `video` empty for a sound."""
    out = io.BytesIO()
    said = dict.fromkeys(("title", "comment", "artist", "location"), word) if word else {}
    with av.open(out, "w", format=form) as target:
        target.metadata.update(said | ({"creation_time": "2022-01-06T08:03:11Z"} if word else {}))
        screen = target.add_stream(video, rate=10, width=size[0], height=size[1], pix_fmt="yuv420p") if video else None
        if screen and turn:
            screen.set_display_rotation(turn)
        speaker = target.add_stream(audio, rate=48000) if audio else None
        for number in range(seconds * 10):
            if screen:
                frame = av.VideoFrame.from_image(drawn(size, shift=number))
                frame.pts = number
                target.mux(screen.encode(frame))
            if speaker:
                target.mux(speaker.encode(tone(number)))
        for stream in filter(None, (screen, speaker)):
            target.mux(stream.encode(None))
    return out.getvalue()


def tone(number: int) -> av.AudioFrame:
    """A tenth of a second."""
    frame = av.AudioFrame(format="s16", layout="mono", samples=4800)
    frame.sample_rate, frame.pts = 48000, number * 4800
    wave = array.array("h", (round(9000 * math.sin(at / 20)) for at in range(number * 4800, number * 4800 + 4800)))
    frame.planes[0].update(wave.tobytes())
    return frame


def pdf(pages: int = 2, word: str = "") -> bytes:
    """Scanned sheets, as Pillow writes them."""
    out = io.BytesIO()
    first, *rest = [drawn((60, 80), shift=number % 20) for number in range(pages)]
    said = {"title": word, "author": word, "producer": word} if word else {}
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=30, **said)
    return out.getvalue()


def blank_pdf(pages: int) -> bytes:
    """Empty sheets, by PDFium."""
    out, made = io.BytesIO(), pypdfium2.PdfDocument.new()
    for _number in range(pages):
        made.new_page(20, 30)
    made.save(out)
    return out.getvalue()


def office(kind: str = "wordprocessingml.document", main: str = "word/document.xml", **parts: bytes | str) -> bytes:
    """A DOCX; with other arguments an XLSX. Further parts are put in under their names."""
    types = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    core = "<c><dc:creator>A clerk</dc:creator><dcterms:created x='y'>2022-01-06T08:00:00Z</dcterms:created></c>"
    return packed({"[Content_Types].xml": types, main: "<w/>", "docProps/core.xml": core} | parts)


def packed(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def motion_photo() -> bytes:
    """A photograph with a film behind it, as telephones make them."""
    return picture() + film(audio="")


def iptc(data: bytes, word: str) -> bytes:
    """A JPEG with a caption in a Photoshop block, where agencies write it."""
    field = b"\x1c\x02\x78" + struct.pack(">H", len(word)) + word.encode()
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(field)) + field + b"\0" * (len(field) % 2)
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + data[2:]
