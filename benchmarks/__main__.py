"""bin/bench: a throwaway database, as bin/test has one, and the measurements in a process of their own."""

import os
import subprocess
import sys
from collections.abc import Sequence

from config.launch import setting
from config.launch.refused import one_sentence
from config.launch.suite import for_tests, scratch, test_database
from config.launch.supervise import supervised

# First word after bin/bench → what measures that.
OTHERS = {"verify": "benchmarks.verify", "thumbs": "benchmarks.thumbs", "bundle": "benchmarks.bundle",
          "bulk": "benchmarks.bulk", "search": "benchmarks.search", "exports": "benchmarks.exports",
          "imports": "benchmarks.imports", "figures": "benchmarks.figures"}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Measure; 0 when everything was measured."""
    os.chdir(setting.BASE)
    if arguments[:1] == ["faults"]:
        return faults(arguments[1:])
    if arguments[:1] == ["upload"]:
        return upload(arguments[1:])
    with one_sentence(), scratch() as folder, supervised() as supervisor:
        environment = for_tests(folder) | {"KUA_TEST_DB": "bench"}
        environment["DATABASE_URL"] = test_database(supervisor, environment, folder)
        module = OTHERS.get(arguments[0] if arguments else "", "")
        words = ("-m", module, *arguments[1:]) if module else ("-m", "benchmarks.run", *arguments)
        return subprocess.run(setting.python(*words), env=environment).returncode
    return 130


def faults(arguments: Sequence[str]) -> int:
    """Kill, restart and fill the disk, in a scratch folder with a database and a server of its own."""
    with one_sentence(), scratch() as folder:
        environment = for_tests(folder) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        environment |= {"KUA_FAULTS_HOME": str(folder), "KUA_WORKERS": "2"}
        setting.forget_libpq(environment)
        return subprocess.run(setting.python("-m", "benchmarks.faults.run", *arguments), env=environment).returncode
    return 130


def upload(arguments: Sequence[str]) -> int:
    """Send a large file to a server of its own, by each road."""
    with one_sentence(), scratch() as folder:
        environment = for_tests(folder) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        environment |= {"KUA_FAULTS_HOME": str(folder), "KUA_WORKERS": "2"}
        setting.forget_libpq(environment)
        return subprocess.run(setting.python("-m", "benchmarks.upload", *arguments), env=environment).returncode
    return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
