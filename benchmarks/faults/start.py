"""The database of the run: embedded, in a scratch folder, with every commit on the disk as in the real house."""

import os
import signal
import sys
from pathlib import Path

from config.launch import embedded


def database() -> embedded.Server:
    """Started, with its address in the environment, before Django reads it. Ctrl-C and SIGTERM end the run in order."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
    server = embedded.Server(Path(os.environ["KUA_FAULTS_HOME"]) / "postgres")
    server.claim()
    server.start()
    os.environ["DATABASE_URL"] = server.url(embedded.OWNER)
    return server
