"""The browser of the journeys: found on the machine, or installed by its package manager if that asks nothing."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
INSTALLERS = (
    ("apt-get", ("apt-get update -qq", "apt-get install -y -qq --no-install-recommends chromium")),
    ("dnf", ("dnf install -y -q chromium",)),
    ("apk", ("apk add --quiet chromium",)),
)
ADVICE = "install Chromium (Debian: apt install chromium) or set KUA_CHROMIUM to its program"


def find() -> str | None:
    """The program, as KUA_CHROMIUM or the machine names it."""
    given = os.environ.get("KUA_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def as_root() -> list[str] | None:
    """What to put before a command so that it runs as root without a question; None where that cannot be."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    allowed = sudo and not subprocess.run([sudo, "-n", "true"], capture_output=True).returncode
    return [sudo, "-n"] if allowed else None


def install() -> str | None:
    """Install the browser where the machine lets us; the program, or None."""
    prefix = as_root()
    commands = next((commands for name, commands in INSTALLERS if shutil.which(name)), None)
    if prefix is None or commands is None:
        return None
    print("Installing Chromium for the browser journeys ...", flush=True)
    for command in commands:
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(
            [*prefix, *command.split()], env=os.environ | quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
    return find()


def found_or_installed() -> str | None:
    """The program, installed if need be."""
    return find() or install()
