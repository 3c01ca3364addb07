"""The embedded PostgreSQL: made once, started for one supervisor, reached by a socket that only its user can open."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from config.launch import address, binaries, children
from config.launch.refused import Refused

ROOT, OWNER, WEB, DATABASE = "kua_root", "kua_owner", "kua_web", "kua"
PATIENCE = 60
LOG_LIMIT = 5 * 1024 * 1024
# No value of a record may reach the server's own log; a lost process stops the whole rather than half of it.
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "restart_after_crash": "off",
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "jit": "off",
}
# For a database that is thrown away after the tests.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


class Server:
    """The database in one folder. `claim` makes this process its only supervisor."""

    def __init__(self, home: Path, extra: dict[str, str] | None = None) -> None:
        self.home = home.absolute()
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.extra = extra or {}
        self.process: subprocess.Popen | None = None
        self.claimed: int | None = None

    @property
    def folder(self) -> Path:
        """The folder of the socket."""
        return address.folder(self.home)

    def url(self, role: str) -> str:
        """The DATABASE_URL of a role."""
        return address.url(self.folder, role, DATABASE)

    def claim(self) -> bool:
        """Become the supervisor; False where another process is."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.home.chmod(0o700)
        lock = os.open(self.home / "supervisor.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self.claimed = lock
        return True

    def start(self) -> subprocess.Popen:
        """Start the server (making its files the first time) and return when it answers as it must."""
        programs = binaries.find()
        refuse_user()
        with self._alone() as lock:
            if not self.data.exists():
                self._make(programs)
            self._refuse_other_version(programs)
            # The lock is inherited by every process of the server, so whoever holds it knows: no server is alive.
            self.data.joinpath("postmaster.pid").unlink(missing_ok=True)
            self.process = self._launch(programs, lock)
        self._await_answer()
        self._set_up()
        return self.process

    def stop(self) -> None:
        """Stop the server, if this process started it, and wait until none of its processes is left."""
        if self.process:
            children.stop(self.process, [(signal.SIGINT, 30), (signal.SIGQUIT, 10)])
            with contextlib.suppress(Refused), self._alone():
                pass
            if self.folder != self.home:
                with contextlib.suppress(OSError):
                    self.folder.rmdir()
        if self.claimed is not None:
            os.close(self.claimed)
        self.process = self.claimed = None

    def connect(self, role: str = ROOT, database: str = "postgres") -> psycopg.Connection:
        """A connection of one's own to the server."""
        return psycopg.connect(
            host=str(self.folder), port=5432, user=role, dbname=database, autocommit=True, connect_timeout=5
        )

    @contextlib.contextmanager
    def _alone(self):
        """Hold the lock that the server's processes hold as long as one of them lives."""
        lock = os.open(self.home / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + PATIENCE
        try:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise Refused(f"an earlier database still runs in {self.home}; stop it first.") from None
                    time.sleep(0.05)
            yield lock
        finally:
            os.close(lock)

    def _make(self, programs: binaries.Binaries) -> None:
        """Make the server's files beside their place and move them there, so that half-made ones never count."""
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        command = [programs.program("initdb"), "-D", str(draft), "-U", ROOT, "-A", "trust", "--encoding=UTF8"]
        command += ["--data-checksums", "--locale=C", "--lc-ctype=C.UTF-8"]
        if programs.version >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.extra.get("fsync") == "off":
            command += ["--no-sync"]
        with self.log.open("ab") as log:
            maker = children.start(
                command, ends_by=signal.SIGKILL, as_nobody=children.is_refused_user(), stdout=log, stderr=log
            )
            try:
                failed = maker.wait()
            finally:
                children.stop(maker, [(signal.SIGKILL, 10)])
        if failed:
            raise Refused(f"the database could not be made in {self.home}; its words are in {self.log}.")
        draft.rename(self.data)

    def _refuse_other_version(self, programs: binaries.Binaries) -> None:
        made_by = self.data.joinpath("PG_VERSION").read_text(encoding="ascii").strip()
        if made_by != str(programs.version):
            raise Refused(
                f"the database in {self.home} was made by PostgreSQL {made_by} and this is {programs.version}; "
                f"carry it over with pg_upgrade, or install PostgreSQL {made_by}."
            )

    def _launch(self, programs: binaries.Binaries, lock: int) -> subprocess.Popen:
        command = [programs.program("postgres"), "-D", str(self.data)]
        socket = {"unix_socket_directories": f'"{self.folder}"'}
        for name, value in {**SETTINGS, **socket, **self.extra}.items():
            command += ["-c", f"{name}={value}"]
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        with self.log.open("ab") as log:
            return children.start(
                command,
                ends_by=signal.SIGINT,
                as_nobody=children.is_refused_user(),
                stdout=log,
                stderr=log,
                pass_fds=[lock],
                cwd=self.home,
            )

    def _await_answer(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise Refused(f"the database in {self.home} did not start; its words are in {self.log}.") from None
                time.sleep(0.03)

    def _set_up(self) -> None:
        """Make the roles and the database where they are missing, and check that they know Kazakh letters."""
        is_for_tests = self.extra == THROWAWAY
        with self.connect() as connection:
            for role, rights in ((OWNER, "CREATEDB CREATEROLE" if is_for_tests else "CREATEDB"), (WEB, "")):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    connection.execute(f"CREATE ROLE {role} LOGIN {rights}")
            if is_for_tests:  # tests try what the web role may do by becoming it
                connection.execute(f"GRANT {WEB} TO {OWNER}")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0")
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            found = connection.execute("SELECT cardinality(show_trgm('Қайрат')) > 0, lower('Қ') = 'қ'").fetchone()
        if found != (True, True):
            raise Refused(f"the database in {self.home} does not know Cyrillic letters; it needs the locale C.UTF-8.")


def refuse_user() -> None:
    """A user that PostgreSQL does not run as needs a user namespace."""
    if children.is_refused_user() and not children.can_become_nobody():
        raise Refused(
            "PostgreSQL does not run as root, nor as a user without a name, and this machine forbids user namespaces; "
            "start Kua as an ordinary user, or set DATABASE_URL to a running PostgreSQL server."
        )
