"""Pictures made anew from points alone: upright, in sRGB, on white, smaller; nothing that the file said goes along."""

import contextlib
import io
from typing import cast

import dhash
import PIL
from PIL import ExifTags, Image, ImageCms, ImageDraw, ImageFilter, ImageOps

from incidents.domain.decoders.telling import Copy

THUMB, VIEW, PAGE, REDACTED = 320, 1600, 1200, 2400
TALLEST_PAGE = 4 * PAGE
VEIL_POINTS, VEIL = 12, 96
JPEG = "image/jpeg"
WITH = f"Pillow {PIL.__version__}"
T = Image.Transpose
# Orientation of EXIF 2.32, 4.6.4 A → what undoes it.
TURNS = {
    2: T.FLIP_LEFT_RIGHT, 3: T.ROTATE_180, 4: T.FLIP_TOP_BOTTOM,
    5: T.TRANSPOSE, 6: T.ROTATE_270, 7: T.TRANSVERSE, 8: T.ROTATE_90,
}  # fmt: skip
QUARTERS = (T.TRANSPOSE, T.ROTATE_270, T.TRANSVERSE, T.ROTATE_90)
_SRGB = ImageCms.createProfile("sRGB")


def plain(picture: Image.Image, width: int, height: int) -> Image.Image:
    """The picture within width × height, as the camera was held, in sRGB on white, without profile, comment or anything
    else of its file. It is made smaller first: the largest takes no second copy of all its points."""
    profile, turn = picture.info.get("icc_profile"), turned(picture)
    if turn in QUARTERS:
        width, height = height, width
    small = _in_srgb(_within(picture, width, height), profile)
    clean = Image.new("RGB", small.size, "white")
    clean.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    return clean.transpose(turn) if turn is not None else clean


def turned(picture: Image.Image) -> Image.Transpose | None:
    """How it is to be turned or mirrored to stand upright; what cannot be read turns nothing."""
    with contextlib.suppress(Exception):
        return TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    return None


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    """The bytes of a JPEG that old phones read."""
    out = io.BytesIO()
    picture.info.clear()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def copy(kind: str, picture: Image.Image, limit: int, page: int = 0, *, height: int = 0, quality: int = 85) -> Copy:
    """A copy of a picture that has at most `limit` points on each side (or in width, with a height of its own)."""
    small = plain(picture, limit, height or limit)
    recipe = f"upright, sRGB, at most {limit}, JPEG {quality}; {WITH}"
    return Copy(kind, JPEG, [jpeg(small, quality)], recipe, page, small.width, small.height)


def veil(picture: Image.Image) -> Copy:
    """Grey and blurred from a few points: nothing can be recognised in it, not even by sharpening."""
    few = plain(picture, VEIL_POINTS, VEIL_POINTS).convert("L")
    scale = VEIL / max(few.size)
    large = few.resize((max(1, round(few.width * scale)), max(1, round(few.height * scale))), Image.Resampling.BICUBIC)
    soft = ImageOps.autocontrast(large.filter(ImageFilter.GaussianBlur(VEIL / 12)), cutoff=5).point(_half_way)
    recipe = f"{VEIL_POINTS} points, grey, blurred; {WITH}"
    return Copy("veil", JPEG, [jpeg(soft, 70)], recipe, 0, soft.width, soft.height)


def looks(picture: Image.Image) -> int:
    """64 bits of how the picture looks: the difference hash of rows (N. Krawetz, 2013), as a signed number."""
    grey = plain(picture, 64, 64).convert("L").resize((9, 9), Image.Resampling.LANCZOS)
    row, _column = dhash.dhash_row_col(list(grey.tobytes()), 8)
    return row - (1 << 64) if row >= 1 << 63 else row


def boxed(picture: Image.Image, boxes: list, page: int) -> Copy:
    """A copy with black boxes, each given in shares of 10,000; what was under them is nowhere in it."""
    black = plain(picture, *[max(picture.size)] * 2)
    draw = ImageDraw.Draw(black)
    for left, top, right, bottom in boxes:
        corner = (left * black.width // 10_000, top * black.height // 10_000)
        draw.rectangle((*corner, -(-right * black.width // 10_000), -(-bottom * black.height // 10_000)), fill="black")
    made = copy("redacted", black, REDACTED, page, quality=90)
    made.recipe = f"{len(boxes)} boxes; {made.recipe}"[:100]
    return made


def _half_way(value: float) -> float:
    return 96 + value * 0.3


def _within(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Not larger than that, its sides as they were to each other."""
    scale = min(width / picture.width, height / picture.height)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return _of_levels(picture).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _of_levels(picture: Image.Image) -> Image.Image:
    """In a mode that can be made smaller smoothly."""
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode.startswith("I"):
        return picture.convert("F")
    return picture.convert("L") if picture.mode == "1" else picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = _eight_bits(picture)
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB") or picture
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Sixteen bits of grey, or any numbers, as 256 levels between the darkest and the lightest."""
    wide = picture.convert("F")
    low, high = cast(tuple[float, float], wide.getextrema())
    scale = 255 / (high - low) if high > low else 0
    return wide.point(lambda value: value * scale - low * scale).convert("L")
