"""bin/run: from a folder to a served page, and back to no process at all."""

import argparse
import http.client
import json
import os
import time
from pathlib import Path
from typing import NamedTuple

from config.launch import database, embedded, screen, setting
from config.launch.refused import Refused, one_sentence
from config.launch.supervise import Supervisor, supervised

PATIENCE = 60
HELP = """PORT (8000) and KUA_VAR (var/) choose the port and the data folder; DATABASE_URL names a PostgreSQL server to
use instead of the embedded one, KUA_WEB_DATABASE_URL the same database by a role with fewer rights, for serving."""


class Urls(NamedTuple):
    """Two ways into one database: as the owner of its tables, and as the role that serves."""

    owner: str
    web: str


def main() -> None:
    """Start, watch, stop."""
    parser = argparse.ArgumentParser(prog="bin/run", description="Start Kua; Ctrl-C stops it.", epilog=HELP)
    parser.add_argument("--empty", action="store_true", help="no demo data; prints a link for the first admin")
    empty = parser.parse_args().empty or setting.wants_empty(os.environ)
    os.umask(0o077)
    with one_sentence(), supervised() as supervisor:
        start(supervisor, empty)
        supervisor.watch()


def start(supervisor: Supervisor, empty: bool) -> None:
    """Everything up to the line that says where to go."""
    var, port = setting.var_folder(os.environ), setting.port(os.environ)
    setting.refuse_taken(port)
    environment = setting.for_processes(os.environ, var)
    urls = open_database(supervisor, environment, var)
    mark = database.mark(urls.owner)
    demo = database.is_demo(mark, empty)
    environment |= {"KUA_DEMO": "1" if demo else "0", "PORT": str(port)}
    report = prepare(supervisor, environment | {"DATABASE_URL": urls.owner}, urls, mark)
    serving = environment | {"DATABASE_URL": urls.web}
    serve(supervisor, serving, var, port)
    print(screen.welcome(port, demo, report), flush=True)


def open_database(supervisor: Supervisor, environment: dict[str, str], var: Path) -> Urls:
    """The database that DATABASE_URL names, or the embedded one, started."""
    owner = environment.get("DATABASE_URL")
    if owner:
        web = environment.get("KUA_WEB_DATABASE_URL") or owner
        database.check(owner)
        if web != owner:
            database.connect(web, "KUA_WEB_DATABASE_URL").close()
        return Urls(owner, web)
    setting.forget_libpq(environment)
    server = embedded.Server(var / "postgres")
    if not server.claim():
        raise Refused(f"another Kua uses the data folder {var}; stop that one, or name another folder in KUA_VAR.")
    supervisor.keep_server(server)
    return Urls(server.url(embedded.OWNER), server.url(embedded.WEB))


def prepare(supervisor: Supervisor, environment: dict[str, str], urls: Urls, mark: str) -> dict[str, str]:
    """Migrate, fill and collect in a process of its own; what it has to say."""
    log = Path(environment["KUA_VAR"]) / "log" / "prepare.log"
    web_role = database.web_role(urls.web) if urls.web != urls.owner else ""
    reader, writer = os.pipe()
    command = ["-m", "config.launch.prepare", "--mark", mark, "--web-role", web_role, "--report", str(writer)]
    with log.open("wb") as errors:
        process = supervisor.run(
            setting.python(*command), environment, stderr=errors, pass_fds=[writer], cwd=setting.BASE
        )
    os.close(writer)
    with open(reader, encoding="utf-8") as answer:
        text = answer.read()
    report = json.loads(text) if text else {"failed": f"exit code {process.returncode}"}
    if "why" in report:
        raise Refused(report["why"])
    if "failed" in report:
        raise Refused(f"the database or the files could not be prepared ({report['failed']}); see {log}.")
    return report


def serve(supervisor: Supervisor, environment: dict[str, str], var: Path, port: int) -> None:
    """Start the web server and, when its first page is there, the job worker, which alone can sign the audit log."""
    web = ["-m", "gunicorn", "--config", "python:config.launch.gunicorn", "config.wsgi:application"]
    unsigned = environment | {"KUA_AUDIT_KEY": ""}
    supervisor.keep("web server", setting.python(*web), unsigned, var / "log" / "web.log")
    await_page(supervisor, port, environment.get("KUA_HOSTS", "127.0.0.1").split(",")[0], var / "log" / "web.log")
    jobs = ["manage.py", "procrastinate", "worker", "--concurrency", "4", "--shutdown-graceful-timeout", "5"]
    supervisor.keep("job worker", setting.python(*jobs), environment, var / "log" / "jobs.log")


def await_page(supervisor: Supervisor, port: int, host: str, log: Path) -> None:
    """Wait until the web server answers that the house stands."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        supervisor.glance()
        if answers(port, host):
            return
        time.sleep(0.05)
    raise Refused(f"the web server did not answer within {PATIENCE} seconds; its words are in {log}.")


def answers(port: int, host: str) -> bool:
    """Whether /healthz says ok."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().read(100).strip() == b"ok"
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    main()
