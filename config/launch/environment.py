"""Makes .venv from a hash-locked list of packages. Run by the machine's own Python: standard library only."""

import fcntl
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from config.launch.refused import Refused, one_sentence

LOCKS = ("requirements.txt", "requirements-dev.txt")


def pins(lock: Path) -> set[str]:
    """The `name==version` entries of a lock file."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {line.split(";")[0].rstrip(" \\") for line in lines if "==" in line and line[:1].isalnum()}


def is_ready(folder: Path, lock: str) -> bool:
    """Whether .venv holds what the lock file lists."""
    stamp = folder / ".venv" / "kua" / lock
    python = folder / ".venv" / "bin" / "python"
    return python.exists() and stamp.is_file() and stamp.read_bytes() == (folder / lock).read_bytes()


def make(folder: Path, lock: str) -> None:
    """Make or complete .venv; one at a time, and never leave a half-made one counted as good."""
    if not os.access(folder, os.W_OK):
        raise Refused(f"the folder {folder} cannot be written; start Kua from a copy that belongs to you.")
    turn = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not is_ready(folder, lock):
            fill(folder, lock)
    except OSError as error:
        raise Refused(f"{folder / '.venv'} cannot be made: {error.strerror or error}.") from None
    finally:
        os.close(turn)


def fill(folder: Path, lock: str) -> None:
    """Install the packages, with a mark on .venv as long as that lasts: a marked one is thrown away."""
    place, stamps = folder / ".venv", folder / ".venv" / "kua"
    unfinished = stamps / "unfinished"
    if unfinished.exists() or not is_sound(place):
        shutil.rmtree(place, ignore_errors=True)
    print(f"Making the environment in {place} (once, about a minute) ...", flush=True)
    stamps.mkdir(parents=True, exist_ok=True)
    for old in stamps.iterdir():
        old.unlink()
    unfinished.touch()
    if not (place / "bin" / "python").exists():
        make_venv(place)
    install(place, folder / lock)
    unfinished.unlink()
    inside = pins(folder / lock)
    for name in LOCKS:
        if (folder / name).is_file() and pins(folder / name) <= inside:
            shutil.copyfile(folder / name, stamps / name)


def is_sound(place: Path) -> bool:
    """Whether the interpreter and pip of this .venv run."""
    python = place / "bin" / "python"
    return python.exists() and not subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode


def make_venv(place: Path) -> None:
    """An empty environment with pip."""
    try:
        venv.create(place, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError:
        raise Refused("pip could not be put into .venv; is this Python complete (python3-venv)?") from None


def install(place: Path, lock: Path) -> None:
    """Install the locked packages, each checked by its hash, from the index that this person's pip uses."""
    command = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes"]
    command += ["--no-compile"]  # what is used is compiled by its first use; the rest of 200 MB never is
    settings = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    if subprocess.run([*command, "-r", lock], env=settings).returncode:
        raise Refused("the packages could not be installed: pip says why above (is a package index reachable?).")


if __name__ == "__main__":
    with one_sentence():
        try:
            make(Path.cwd(), sys.argv[1])
        except KeyboardInterrupt:
            raise Refused("stopped while making the environment; the next start goes on.") from None
