"""MP4, MOV, WebM; MP3, OGG, M4A, WAV: the beginning is really decoded; frames and a clip or a sound are made anew."""

import itertools
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import av
import PIL.Image
from av.subtitles import codeccontext as _codecs  # noqa: F401 - PyAV loads these late, when nothing can be opened
from av.subtitles import stream as _streams  # noqa: F401

from incidents.domain.decoders import clips, pictures, rendering, serving
from incidents.domain.decoders.telling import Copy, Found, Refused, kept

POSTERS = 4
MOST_SKIPPED = 250  # frames between two key frames that are decoded to come to a moment
READ = {"video": frozenset({
    "h264", "hevc", "mpeg4", "h263", "mjpeg", "vp8", "vp9", "av1", "libdav1d", "prores", "mpeg2video", "libvpx-vp9",
}), "audio": frozenset({
    "aac", "mp3", "mp3float", "opus", "libopus", "vorbis", "alac", "flac", "amrnb", "amrwb", "amr_nb", "amr_wb", "ac3",
    "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s32le", "pcm_u8", "pcm_f32le", "pcm_alaw", "pcm_mulaw", "adpcm_ms",
    "adpcm_ima_wav",
})}  # fmt: skip
# ISO 6709 as cameras write it: +43.2383+076.9453+812.000/
PLACE = re.compile(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)(?:([+-]\d+)(?:\.\d+)?)?")


def look(source: BinaryIO, size: int) -> Found:
    """What the recording is. Raises Refused: opaque, pixels; any other error means that it is damaged."""
    with opened(source) as container:
        film, sound = _film(container), _sound(container)
        if not film and not sound:
            raise Refused("opaque")
        width, height, dhash, told = None, None, None, _told(container)
        if film:
            first = still(container, film, 0)
            width, height = sorted((film.width, film.height), reverse=first.width >= first.height)
            dhash = rendering.looks(still(container, film, _moments(container)[0]))
        else:
            next(container.decode(sound))
        told |= {
            "codec": " ".join(one.codec_context.name for one in (film, sound) if one),
            "cut": _cut(container, size),
        }
        seconds = round(container.duration / av.time_base) if container.duration else None
        form = "video" if film else "sound"
        return Found(form, _type(container, form), width, height, None, seconds, dhash, kept(told))


def copies(source: BinaryIO, size: int, found: Found) -> Iterator[Copy]:
    """Of a video veil, thumb, frames and a clip; of a sound the sound."""
    if found.form == "video":
        yield from _frames(source)
        with opened(source) as container:
            yield clips.clip(container, _first(_film(container)), _sound(container))
    else:
        with opened(source) as container:
            yield clips.sound(container, _first(_sound(container)))


def opened(source: BinaryIO) -> av.container.InputContainer:
    """The file, read by the one demuxer that its head calls for: no other is tried, and nothing else is opened."""
    source.seek(0)
    name = _demuxer(source.read(64))
    source.seek(0)
    return av.open(source, "r", format=name, metadata_errors="replace", buffer_size=256 * 1024)


def still(container: av.container.InputContainer, film: av.video.stream.VideoStream, second: float) -> PIL.Image.Image:
    """The frame at a second, or near it where nothing else decodes; upright. Raises Refused("damaged")."""
    first, frame = (container.start_time or 0) / av.time_base, None
    if second:
        container.seek(round((first + second) * av.time_base))
    for frame in itertools.islice(container.decode(film), MOST_SKIPPED):
        if float(frame.time or 0) - first >= second:
            break
    if frame is None:
        raise Refused("damaged")
    scale = min(1.0, rendering.VIEW / max(frame.width, frame.height))
    picture = frame.to_image(width=max(1, round(frame.width * scale)), height=max(1, round(frame.height * scale)))
    return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture


def _frames(source: BinaryIO) -> Iterator[Copy]:
    for number in range(POSTERS):
        with opened(source) as container:
            picture = still(container, _first(_film(container)), _moments(container)[number])
        if number == 0:
            yield from pictures.small(picture)
        yield rendering.copy("poster", picture, rendering.PAGE, number + 1, quality=80)


def _moments(container: av.container.InputContainer) -> list[float]:
    seconds = (container.duration or 0) / av.time_base
    return [seconds * (2 * number + 1) / (2 * POSTERS) for number in range(POSTERS)]


def _film(container: av.container.InputContainer) -> av.video.stream.VideoStream | None:
    """The first stream of moving pictures; the cover of a record is none. Raises Refused for unknown and too large."""
    for stream in container.streams.video:
        if stream.disposition & av.stream.Disposition.attached_pic:
            continue
        _readable(stream)
        if stream.width * stream.height > pictures.MOST_PIXELS:
            raise Refused("pixels")
        stream.thread_type, stream.thread_count = "SLICE", 2
        return stream
    return None


def _sound(container: av.container.InputContainer) -> av.audio.stream.AudioStream | None:
    for stream in container.streams.audio:
        _readable(stream)
        return stream
    return None


def _first(stream: Any) -> Any:
    """The stream that was there at the first look."""
    if stream is None:
        raise Refused("damaged")
    return stream


def _readable(stream: av.stream.Stream) -> None:
    if stream.codec_context is None or stream.codec_context.name not in READ[stream.type]:
        raise Refused("opaque")


def _demuxer(head: bytes) -> str:
    if head[:4] == b"\x1aE\xdf\xa3":
        if b"webm" not in head:
            raise Refused("opaque")
        return "matroska"
    return {b"OggS": "ogg", b"RIFF": "wav"}.get(head[:4], "mp3" if head[4:8] not in clips.BOXES else "mov")


def _type(container: av.container.InputContainer, form: str) -> str:
    brand = str(container.metadata.get("major_brand", "qt"))
    name = container.format.name
    if name.startswith("mov"):
        if form == "sound":
            return "audio/mp4"
        return "video/quicktime" if brand.startswith("qt") else "video/3gpp" if brand.startswith("3g") else "video/mp4"
    if name.startswith("matroska"):
        return "video/webm" if form == "video" else "audio/webm"
    if form == "video":
        raise Refused("opaque")
    return {"mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav"}[name]


def _cut(container: av.container.InputContainer, size: int) -> str:
    """Does the table of the file point beyond its end? Then what is left plays, and the rest is missing."""
    ends = [entries[-1] for stream in container.streams if len(entries := stream.index_entries)]
    return "yes" if any(last.pos + last.size > size for last in ends) else ""


def _told(container: av.container.InputContainer) -> dict[str, object]:
    """When, where and with what it was recorded, as the tags of the file and of its streams say."""
    tags: dict[str, str] = {}
    for one in (*container.streams, container):
        tags |= {name.lower(): value for name, value in one.metadata.items()}
    place = PLACE.match(tags.get("com.apple.quicktime.location.iso6709", tags.get("location", "")))
    lat, lon, altitude = (f"{float(part):.9g}" if part else None for part in (place.groups() if place else (None,) * 3))
    return {
        "taken": tags.get("com.apple.quicktime.creationdate", tags.get("creation_time")),
        "created": tags.get("date"), "lat": lat, "lon": lon, "altitude": altitude,
        "make": tags.get("com.apple.quicktime.make", tags.get("make", tags.get("com.android.manufacturer"))),
        "model": tags.get("com.apple.quicktime.model", tags.get("model", tags.get("com.android.model"))),
        "software": tags.get("com.apple.quicktime.software", tags.get("encoder", tags.get("com.android.version"))),
        "title": tags.get("title"), "artist": tags.get("artist"), "album": tags.get("album"),
        "comment": tags.get("comment"),
    }  # fmt: skip


if __name__ == "__main__":
    pictures.only_these()
    serving.main(look, copies)
