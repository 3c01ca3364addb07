"""Files of the demo, drawn here: nothing on them is real. A photograph with what a camera writes, a film, two sheets."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass

import av
from PIL import ExifTags, Image, ImageDraw

from accounts.models import User
from incidents.domain import evidence
from incidents.domain.evidence import bearings, describing
from incidents.models import Act, Evidence, Report
from incidents.vocabulary import Bearing, Consent, HandedHow, Rights, Sensitivity

PAPER, INK, SNOW, ROAD = "#f4f1e8", "#202020", "#dfe5ea", "#4a4f57"


@dataclass(frozen=True)
class Piece:
    """One file: how it is drawn, and what is said of it when it is logged and when it is described."""

    name: str
    note: str
    draw: Callable[[str], bytes]
    sensitivities: tuple[str, ...]
    taken: str = ""


def photograph(words: str) -> bytes:
    """A street in snow with a car and its number; the camera wrote down the time and the place."""
    picture = Image.new("RGB", (1280, 960), SNOW)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 620, 1280, 960), fill=ROAD)
    pen.rounded_rectangle((360, 470, 920, 700), 40, fill="#7d1f2b")
    pen.polygon(((450, 470), (540, 360), (780, 360), (850, 470)), fill="#9fb4c4")
    for left in (430, 750):
        pen.ellipse((left, 640, left + 110, 750), fill="#111111")
    pen.rectangle((560, 610, 740, 655), fill="white")
    pen.text((590, 620), "DEMO 042", fill=INK, font_size=26)
    pen.text((30, 30), words, fill=INK, font_size=28)
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Demo", "Invented camera"
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {ExifTags.Base.DateTimeOriginal: "2022:01:07 08:40:00", ExifTags.Base.OffsetTimeOriginal: "+06:00"}
    )
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (42.0, 54.0, 0.0), 3: "E", 4: (71.0, 22.0, 0.0)})
    return _saved(picture, "JPEG", exif=exif, quality=85)


def sheet(words: str) -> bytes:
    """A sheet of paper with these words."""
    paper = Image.new("RGB", (480, 300), PAPER)
    ImageDraw.Draw(paper).multiline_text((24, 24), f"DEMO\n\n{words}", fill=INK)
    return _saved(paper, "PNG")


def film(words: str) -> bytes:
    """Four seconds: a light that goes along a road."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10, width=320, height=240, pix_fmt="yuv420p")
        for number in range(40):
            frame = Image.new("RGB", (320, 240), ROAD)
            pen = ImageDraw.Draw(frame)
            pen.ellipse((number * 7, 110, number * 7 + 24, 134), fill="#ffd166")
            pen.text((8, 8), f"DEMO {number / 10:.1f} s", fill="white")
            container.mux(stream.encode(av.VideoFrame.from_image(frame)))
        container.mux(stream.encode(None))
    return out.getvalue()


PIECES = {
    "street": Piece("street.jpg", "The car in which he was taken away, from a window", photograph,
                    (Sensitivity.PLAIN,), "2022-01-07"),
    "film": Piece("road.mp4", "Lights on the road in the morning", film, (Sensitivity.PLAIN,), "2022-01-07"),
    "form": Piece("scan.png", "Hospital form: bruises on the back and both arms", sheet, (Sensitivity.PLAIN,)),
    "burns": Piece("hands.png", "Both hands, as the doctor saw them", sheet, (Sensitivity.GRAPHIC,), "2022-01-21"),
}  # fmt: skip


def add(name: str, report: Report, *, by: User, at: dt.datetime) -> Evidence:
    """The piece, received with this report and described by whoever brought it."""
    piece = PIECES[name]
    data = piece.draw(piece.note)
    row = evidence.add_file(
        report=report, file=io.BytesIO(data), name=piece.name, size=len(data), note=piece.note,
        sensitivities=piece.sensitivities, by=by, at=at,
    )  # fmt: skip
    return describing.describe(
        evidence=row, version=row.version, taken_edtf=piece.taken, handed_how=HandedHow.MESSENGER,
        rights=Rights.ALLOWED, consent=Consent.PARTNERS, by=by, at=at,
    )  # fmt: skip


def tie(report: Report, *, by: User, at: dt.datetime) -> None:
    """The files of a report support the first thing that it says."""
    act = Act.objects.filter(mention__report=report, retired_at=None).order_by("mention__position", "id").first()
    for row in Evidence.objects.filter(report=report).exclude(original=None):
        bearings.tie(evidence=row, targets=[act], bearing=Bearing.SUPPORTS, by=by, at=at)


def _saved(picture: Image.Image, form: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()
