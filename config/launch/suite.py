"""bin/test: every check of the house, one after the other, on a database that is thrown away."""

import contextlib
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from config.launch import children, chromium, database, embedded, setting
from config.launch.refused import one_sentence
from config.launch.supervise import supervised

COUNTED = re.compile(r"(\d+) (passed|failed|skipped|xfailed|xpassed|error)")
KEPT = {"KUA_CHROMIUM", "KUA_TEST_DB", "KUA_STEPS"}
PYTEST = ("-m", "pytest", "--ds=tests.settings", "-q")


class Part(NamedTuple):
    """One check: its heading, its command, and what its environment has beside that of all."""

    title: str
    command: Sequence[str]
    extra: dict[str, str] = {}


class Result(NamedTuple):
    """How a part went."""

    title: str
    failed: bool
    seconds: float
    words: str


def main(arguments: Sequence[str]) -> int:
    """All parts, or pytest alone with the arguments; 0 when none failed."""
    os.chdir(setting.BASE)
    begun = time.monotonic()
    with one_sentence(), scratch() as folder, supervised() as supervisor:
        environment = for_tests(folder)
        environment["DATABASE_URL"] = test_database(supervisor, environment, folder)
        browser = chromium.find() if arguments else chromium.found_or_installed()
        environment |= {"KUA_CHROMIUM": browser} if browser else {}
        if arguments:
            return subprocess.run(setting.python(*PYTEST[:3], *arguments), env=environment).returncode
        results = [run(part, environment) for part in parts(browser)]
        if not browser:
            results.append(without_browser())
        return closing(results, time.monotonic() - begun)
    return 130


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder for what the tests write; nothing of it stays."""
    folder = Path(tempfile.mkdtemp(prefix="kua-test-"))
    (folder / "var" / "static").mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def for_tests(folder: Path) -> dict[str, str]:
    """The environment of the tests: secrets made up for this run, and no setting of the person's own Kua."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KUA_") or name in KEPT}
    made = {"KUA_SECRET_KEY": secrets.token_urlsafe(48), "KUA_SIGN_IN_KEY": secrets.token_hex(32)}
    return kept | made | {"KUA_VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "tests.settings"}


def test_database(supervisor, environment: dict[str, str], folder: Path) -> str:
    """The server that DATABASE_URL names, or an embedded one in the scratch folder."""
    given = environment.get("DATABASE_URL")
    if given:
        database.check(given)
        return given
    server = embedded.Server(folder / "postgres", embedded.THROWAWAY)
    server.claim()
    supervisor.keep_server(server)
    return server.url(embedded.OWNER)


def parts(browser: str | None) -> list[Part]:
    """What CI checks, the quick things first."""
    tool = Path(sys.executable).parent
    templates = [str(path) for path in sorted(Path("templates").rglob("*.html"))]
    live = {"DJANGO_SETTINGS_MODULE": "config.settings"}
    deployed = live | {"KUA_HTTPS": "1"}
    found = [
        Part("ruff: lint", setting.python("-m", "ruff", "check", "--quiet", ".")),
        Part("ruff: format", setting.python("-m", "ruff", "format", "--check", "--quiet", ".")),
        Part("djlint: templates", setting.python("-m", "djlint", "--quiet", "--lint", "templates")),
        Part("djade: templates", [str(tool / "djade"), "--check", "--target-version", "5.2", *templates]),
        Part("import-linter: the floors", [str(tool / "lint-imports"), "--no-cache"]),
        Part("mypy: the domain", setting.python("-m", "mypy")),
        Part("Django: deployment check", manage("check", "--deploy", "--fail-level", "WARNING"), deployed),
        Part("Django: migrations", manage("makemigrations", "--check", "--dry-run"), live),
        Part("translations", setting.python("bin/messages", "check")),
        Part(
            "pytest: without a browser", setting.python(*PYTEST, "-n", "2", "--dist", "loadfile", "-m", "not browser")
        ),
    ]
    if browser:
        found.append(Part("pytest: browser journeys", setting.python(*PYTEST, "-n", "2", "-m", "browser")))
    return found


def manage(*arguments: str) -> list[str]:
    """A management command."""
    return setting.python("manage.py", *arguments)


def without_browser() -> Result:
    """The journeys where there is no Chromium: said plainly here, a failure in CI."""
    required = os.environ.get("CI", "").lower() == "true"
    words = f"skipped: no Chromium was found; {chromium.ADVICE}."
    print(f"\n--- pytest: browser journeys\n{words}", flush=True)
    return Result(f"pytest: browser journeys ({'missing' if required else 'skipped'})", required, 0.0, "")


def run(part: Part, environment: dict[str, str]) -> Result:
    """Run one part under its heading; its words go to the terminal as they come."""
    print(f"\n--- {part.title}", flush=True)
    begun, words = time.monotonic(), []
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = children.start(part.command, env=environment | part.extra, **pipes)
    try:
        for line in process.stdout:
            print(line, end="", flush=True)
            words.append(line)
        process.wait()
    finally:
        children.stop(process, [(signal.SIGINT, 10)])
    seconds = time.monotonic() - begun
    print(f"{'failed' if process.returncode else 'ok'}, {seconds:.1f} s", flush=True)
    return Result(part.title, process.returncode != 0, seconds, "".join(words))


def counted(results: Sequence[Result]) -> Counter:
    """How many tests passed, failed and so on, added up over pytest's own closing lines."""
    total = Counter()
    for result in results:
        closing_lines = [line for line in result.words.splitlines() if re.search(r" in [\d.]+s", line)]
        for number, what in COUNTED.findall(closing_lines[-1] if closing_lines else ""):
            total[what] += int(number)
    return total


def closing(results: Sequence[Result], seconds: float) -> int:
    """The seconds of each part, what failed, and a last line like pytest's."""
    print("\n--- seconds")
    for result in results:
        print(f"{result.seconds:8.1f}  {result.title}{'  FAILED' if result.failed else ''}")
    failed = [result.title for result in results if result.failed]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    numbers = ", ".join(f"{number} {what}" for what, number in counted(results).items())
    print(f"\n===== {'FAILED' if failed else 'ok'}: {numbers or 'no tests'} in {seconds:.1f}s =====", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
