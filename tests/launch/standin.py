"""A start with everything but Django: the embedded database, gunicorn as configured, a worker that waits."""

import os
import sys
import time
from pathlib import Path

from config.launch import embedded, setting
from config.launch.refused import one_sentence
from config.launch.supervise import supervised

READY = "ready"


def application(environ, start_response):
    """A page, and a slow one."""
    if environ["PATH_INFO"] == "/slow":
        time.sleep(30)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]


def main(folder: Path) -> None:
    """Start as run does, and watch."""
    with one_sentence(), supervised() as supervisor:
        server = embedded.Server(folder / "postgres", embedded.THROWAWAY)
        server.claim()
        supervisor.keep_server(server)
        web = ["-m", "gunicorn", "--config", "python:config.launch.gunicorn", "tests.launch.standin:application"]
        environment = dict(os.environ) | {"KUA_WORKERS": "2"}
        supervisor.keep("web server", setting.python(*web), environment, folder / "web.log")
        supervisor.keep("job worker", ["sleep", "600"], environment, folder / "jobs.log")
        print(READY, flush=True)
        supervisor.watch()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
