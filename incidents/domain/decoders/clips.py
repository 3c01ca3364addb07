"""A clip of a video, or a sound, encoded anew: H.264 baseline and AAC in MP4 with its table in front."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import av

from incidents.domain.decoders.telling import Copy

BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
HEIGHT, RATE = 480, 31
FILM_SECONDS, SOUND_SECONDS = 600, 7200
MOST_BYTES = 96 * 1024**2  # of one clip: it is put together in the child's memory
WORKED_ENOUGH = 1500  # seconds: then the clip ends where it is
PART = 256 * 1024
CLOCK = Fraction(1, 90_000)
MOST_ERRORS = 200
BITS = {"film": 700_000, "sound": 64_000}
X264 = {"preset": "veryfast", "crf": "27", "profile": "baseline", "maxrate": "800k", "bufsize": "1600k", "g": "60",
        "x264-params": "info=0"}  # fmt: skip
WITH = f"ffmpeg {av.ffmpeg_version_info} by PyAV {av.__version__}"


@dataclass
class Written:
    """An MP4 in memory. The muxer opens it a second time to put its table in front."""

    out: io.BytesIO = field(default_factory=io.BytesIO)

    def opened(self) -> av.container.OutputContainer:
        """To be muxed into; nothing that is not needed to play stands in it."""
        return av.open(
            self.out, "w", format="mp4", io_open=lambda url, flags, options: _Again(self.out),
            options={"movflags": "+faststart", "fflags": "+bitexact"},
        )  # fmt: skip

    def chunks(self) -> Iterator[bytes]:
        """The bytes, without a second copy of all of them."""
        self.out.seek(0)
        while part := self.out.read(PART):
            yield part


class _Again(io.RawIOBase):
    """A reader of what was written so far, with a place of its own."""

    def __init__(self, out: io.BytesIO):
        super().__init__()
        self.out, self.at = out, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (0, self.at, self.out.getbuffer().nbytes)[whence]
        return self.at

    def tell(self) -> int:
        return self.at

    def read(self, size: int = -1) -> bytes:
        part = bytes(self.out.getbuffer()[self.at : self.at + size if size >= 0 else None])
        self.at += len(part)
        return part


def clip(
    source: av.container.InputContainer, film: av.video.stream.VideoStream, sound: av.audio.stream.AudioStream | None
) -> Copy:
    """The first ten minutes, at most 480 points high; upright."""
    written = Written()
    with written.opened() as target:
        screen = Screen(target, film)
        speaker = Speaker(target) if sound else None
        _play(source, [one for one in (film, sound) if one], screen, speaker, written, FILM_SECONDS)
        screen.end()
        if speaker:
            speaker.end()
    recipe = f"H.264 baseline ≤ {HEIGHT}, AAC, first {FILM_SECONDS} s; {WITH}"
    return Copy("clip", "video/mp4", written.chunks(), recipe[:100], 0, *screen.seen)


def sound(source: av.container.InputContainer, stream: av.audio.stream.AudioStream) -> Copy:
    """The first two hours, one channel."""
    written = Written()
    with written.opened() as target:
        speaker = Speaker(target)
        _play(source, [stream], None, speaker, written, SOUND_SECONDS)
        speaker.end()
    return Copy("sound", "audio/mp4", written.chunks(), f"AAC, one channel, first {SOUND_SECONDS} s; {WITH}"[:100])


class Screen:
    """The moving pictures of a clip: made smaller, turned upright, thinned out to 30 a second."""

    def __init__(self, target: av.container.OutputContainer, film: av.video.stream.VideoStream):
        self.target, self.last = target, -1.0
        self.turn: av.filter.Graph | None = None
        self.stream = target.add_stream("libx264", rate=30, options=dict(X264))
        self.stream.codec_context.flags |= av.codec.context.Flags.bitexact
        self.stream.codec_context.time_base, self.stream.time_base = CLOCK, CLOCK
        self.stream.pix_fmt, self.stream.thread_count = "yuv420p", 2
        self.size = self.seen = fitting(film.width, film.height)
        self.begun = False

    def show(self, frame: av.VideoFrame, second: float) -> None:
        """One frame at its second; one that comes too soon after the last is left out."""
        if second < 0 or second - self.last < 1 / RATE:
            return
        self.last = second
        small = frame.reformat(*self.size, format="yuv420p")
        if not self.begun:
            self._begin(frame.rotation % 360)
        if self.turn:
            self.turn.push(small)
            small = self.turn.vpull()
        small.pts, small.time_base, small.pict_type = round(second / CLOCK), CLOCK, av.video.frame.PictureType.NONE
        self.target.mux(self.stream.encode(small))

    def end(self) -> None:
        """What the encoder still holds."""
        if self.begun:
            self.target.mux(self.stream.encode(None))

    def _begin(self, rotation: int) -> None:
        steps = {90: ["cclock"], 180: ["cclock", "cclock"], 270: ["clock"]}.get(rotation, [])
        self.turn = turning(self.size, steps) if steps else None
        self.seen = self.size[::-1] if len(steps) == 1 else self.size
        self.stream.width, self.stream.height = self.seen
        self.begun = True


class Speaker:
    """The sound of a clip: one channel, 48 kHz."""

    def __init__(self, target: av.container.OutputContainer):
        self.target, self.samples = target, 0
        self.stream = target.add_stream("aac", rate=48_000, layout="mono")
        self.stream.bit_rate = BITS["sound"]
        self.stream.codec_context.flags |= av.codec.context.Flags.bitexact
        self.resampler = av.AudioResampler(format="fltp", layout="mono", rate=48_000)

    def play(self, frame: av.AudioFrame, second: float) -> None:
        """A piece of sound; silence is put where more than a tenth of a second is missing before it."""
        frame.pts = None
        for piece in self.resampler.resample(frame):
            if self.samples == 0 and second > 0.1:
                self.samples = round(second * 48_000)
            piece.pts, piece.time_base = self.samples, Fraction(1, 48_000)
            self.samples += piece.samples
            self.target.mux(self.stream.encode(piece))

    def end(self) -> None:
        """What the encoder still holds."""
        self.target.mux(self.stream.encode(None))


def fitting(width: int, height: int) -> tuple[int, int]:
    """Even sides of which the shorter is at most 480."""
    scale = min(1.0, HEIGHT / max(1, min(width, height)), 4 * HEIGHT / max(1, max(width, height)))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def turning(size: tuple[int, int], steps: list[str]) -> av.filter.Graph:
    """A filter that turns pictures by quarters."""
    graph = av.filter.Graph()
    first = graph.add_buffer(width=size[0], height=size[1], format=av.VideoFormat("yuv420p"), time_base=CLOCK)
    nodes = [first, *(graph.add("transpose", step) for step in steps), graph.add("buffersink")]
    for one, after in zip(nodes, nodes[1:], strict=False):
        one.link_to(after)
    graph.configure()
    return graph


def _play(
    source: av.container.InputContainer,
    streams: list[av.stream.Stream],
    screen: Screen | None,
    speaker: Speaker | None,
    written: Written,
    most: int,
) -> None:
    """All frames of the streams in their order, until the clip is long or large enough, or took long enough."""
    begun = time.monotonic()
    first = (source.start_time or 0) / av.time_base
    for frame in _decoded(source, streams):
        second = float(getattr(frame, "time", None) or 0) - first
        if second > most or written.out.tell() > MOST_BYTES or time.monotonic() - begun > WORKED_ENOUGH:
            return
        if isinstance(frame, av.VideoFrame) and screen:
            screen.show(frame, second)
        elif isinstance(frame, av.AudioFrame) and speaker:
            speaker.play(frame, second)


def _decoded(source: av.container.InputContainer, streams: list[av.stream.Stream]) -> Iterator[object]:
    """Every frame that decodes; damaged stretches are left out, within reason."""
    errors = 0
    packets = source.demux(streams)
    while errors < MOST_ERRORS:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from packet.decode()
        except (av.error.InvalidDataError, av.error.EOFError):
            errors += 1
