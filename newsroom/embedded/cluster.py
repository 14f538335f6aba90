import atexit
import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from newsroom.embedded.binaries import CannotStart, major_version
from newsroom.embedded.owner import make_private, place_for, run_as

USER = "newsroom"
LONGEST_SOCKET_FOLDER = 85  # bytes; a socket's whole path may have some hundred
CRASH_RECOVERY_SECONDS = 300
SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    "log_timezone=UTC",
    "max_connections=100",
    "shared_buffers=64MB",
    "jit=off",
)


class Cluster:
    """One data folder and its server, shared by every process that asks for it.

    Who uses it is counted by the kernel: each process holds a shared lock on a
    file, and a killed process holds none. Nothing is read from pid files.
    """

    def __init__(self, wanted: Path, options: tuple[str, ...] = ()) -> None:
        self.root, self.install = place_for(wanted.absolute())
        self.options = options
        self.data = self.root / "data"
        self.log = self.root / "postgres.log"
        self.socket = self._socket_folder()
        self._users: IO[bytes] | None = None
        self._opened_by = 0
        self._thread_lock = threading.Lock()

    def ensure(self) -> Path:
        """The folder of the server's socket, once the server answers."""
        with self._thread_lock:
            if self._users is None or self._opened_by != os.getpid():
                self._enter()
            if not self.answers():
                with self._alone():
                    if not self.answers():
                        self._start()
        return self.socket

    def leave(self) -> None:
        """Stop the server if nobody else uses it. Called at exit."""
        if self._users is None or self._opened_by != os.getpid():
            return
        with self._alone():
            users, self._users = self._users, None
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            else:
                self.stop()
            finally:
                users.close()

    def stop(self) -> None:
        if self.answers():
            self._run("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def answers(self) -> bool:
        """Ask the server itself. A tenth of a millisecond."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(str(self.socket / ".s.PGSQL.5432"))
            except OSError:
                return False
        return True

    def _socket_folder(self) -> Path:
        near = self.root / "socket"
        if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER:
            return near
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"newsroom-{os.getuid()}-{name}"

    def _enter(self) -> None:
        make_private(self.root)
        users = (self.root / "users").open("ab")
        fcntl.flock(users, fcntl.LOCK_SH)
        self._users, self._opened_by = users, os.getpid()
        atexit.register(self.leave)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts, stops or makes the cluster."""
        with (self.root / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        make_private(self.socket)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != major_version(self.install):
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {made_by}, and this installation"
                f" has {major_version(self.install)}. Take a backup with the old one"
                " and restore it with the new one."
            )
        settings = (
            *SETTINGS,
            f"unix_socket_directories={self.socket}",
            *self.options,
        )
        given = " ".join(f'-c "{setting}"' for setting in settings)
        start = ("pg_ctl", "-D", self.data, "-w", "-t", CRASH_RECOVERY_SECONDS)
        # After a kill, helpers of the old server may need a moment to notice.
        for wait in (0.3, 0.6, 1.2, 2.4, 0):
            try:
                self._run(*start, "-l", self.log, "-o", given, "start")
            except CannotStart as refusal:
                if not wait or "shared memory block" not in str(refusal):
                    raise
                time.sleep(wait)
            else:
                break
        self._make_database()

    def _initialise(self) -> None:
        """Under another name first: a killed attempt leaves no half-made cluster."""
        half = self.root / f"new-{secrets.token_hex(4)}"
        make_private(half)
        try:
            self._run(
                *("initdb", "-D", half, "-U", USER, "--auth=trust", "--encoding=UTF8"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                "--no-instructions",
            )
            half.rename(self.data)
        finally:
            shutil.rmtree(half, ignore_errors=True)

    def _make_database(self) -> None:
        import psycopg

        with psycopg.connect(
            host=str(self.socket), user=USER, dbname="postgres", autocommit=True
        ) as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [USER]
            )
            if not found.fetchone():
                connection.execute("CREATE DATABASE newsroom")

    def _run(self, program: str, *arguments: object) -> None:
        ours = ("PG", "LC_", "LANG", "TZ")
        clean = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        command = [str(self.install / "bin" / program), *map(str, arguments)]
        # A file, because a started server would keep a pipe open.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env={**clean, "LC_ALL": "C", "TZ": "UTC"},
                check=False,
                **run_as(),
            )
            if done.returncode:
                said.seek(0)
                words = said.read().decode(errors="replace").strip()
                raise CannotStart(f"PostgreSQL did not start.\n{words}\n{self.tail()}")

    def tail(self) -> str:
        """The last lines of the server's log."""
        if not self.log.exists():
            return ""
        lines = self.log.read_text(errors="replace").splitlines()[-12:]
        return "\n".join([f"Last lines of {self.log}:", *lines])


_clusters: dict[Path, Cluster] = {}
_clusters_lock = threading.Lock()


def cluster_at(path: Path, options: tuple[str, ...] = ()) -> Cluster:
    """The one object of this process for a data folder."""
    with _clusters_lock:
        if path not in _clusters:
            _clusters[path] = Cluster(Path(path), options)
        return _clusters[path]
