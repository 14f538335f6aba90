import atexit
import contextlib
import errno
import fcntl
import hashlib
import os
import re
import secrets
import shlex
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from newsroom.embedded.binaries import CannotStart, version
from newsroom.embedded.owner import make_private, place_for
from newsroom.embedded.stale import set_aside_if_stale
from newsroom.embedded.tools import Failed, run

USER = "newsroom"
LONGEST_SOCKET_FOLDER = 85  # bytes; a socket's whole path may have some hundred
PLAIN_FOLDER = re.compile(rb"[\w/. +-]+")  # libpq reads a list in anything else
CRASH_RECOVERY_SECONDS = 300
LET_GO_SECONDS = 6
STOP_SECONDS = 10
SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    "log_timezone=UTC",
    "max_connections=100",
    # More is no quicker: what it does not hold, the system does. See decision 1.
    "shared_buffers=32MB",
    "jit=off",
    # A refused row or statement holds what a reader wrote: not for a log.
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
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
        # A thread that is not there in a forked child may have held it.
        os.register_at_fork(after_in_child=self._unlock)

    def ensure(self) -> Path:
        """The folder of the server's socket, once the server is ready."""
        with self._thread_lock:
            if self._users is None or self._opened_by != os.getpid():
                self._enter()
            with self._turn(fcntl.LOCK_SH):
                answers = self.answers()
            if not answers:
                with self._turn(fcntl.LOCK_EX):
                    if not self.answers():
                        self._start()
        return self.socket

    def leave(self) -> None:
        """Stop the server if nobody else uses it. Called at exit."""
        if self._users is None or self._opened_by != os.getpid():
            return
        users, self._users = self._users, None
        if not self.root.exists():  # deleted, and then its server ends by itself
            users.close()
            return
        with (
            self._turn(fcntl.LOCK_EX),
            users,
            contextlib.suppress(BlockingIOError),  # somebody else uses it
        ):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stop()

    def stop(self) -> None:
        # Only what answers at our own socket is ours to stop.
        if not self.answers():
            return
        try:
            self._control("-w", "-t", STOP_SECONDS, "-m", "fast", "stop")
        except Failed:
            # It waits for ever when asked while it mends itself after a kill.
            self._control("-w", "-m", "immediate", "stop")
        with contextlib.suppress(OSError):
            self.socket.rmdir()  # perhaps in /tmp, where nobody else would

    def answers(self) -> bool:
        """Ask the server itself. A tenth of a millisecond."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(str(self.socket / ".s.PGSQL.5432"))
            except OSError as error:
                # Busy is an answer too.
                return error.errno not in {errno.ENOENT, errno.ECONNREFUSED}
        return True

    def _socket_folder(self) -> Path:
        near = self.root / "socket"
        path = os.fsencode(near)
        if len(path) <= LONGEST_SOCKET_FOLDER and PLAIN_FOLDER.fullmatch(path):
            return near
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        # Not TMPDIR: processes with different ones share this server.
        return Path("/tmp") / f"newsroom-{os.getuid()}-{name}"  # noqa: S108 (0700)

    def _unlock(self) -> None:
        self._thread_lock = threading.Lock()

    def _enter(self) -> None:
        make_private(self.root)
        users = (self.root / "users").open("ab")
        fcntl.flock(users, fcntl.LOCK_SH)
        self._users, self._opened_by = users, os.getpid()
        atexit.register(self.leave)

    @contextlib.contextmanager
    def _turn(self, kind: int) -> Iterator[None]:
        """One process at a time starts, stops or makes the cluster; others wait."""
        with (self.root / "lock").open("ab") as lock:
            fcntl.flock(lock, kind)
            yield

    def _start(self) -> None:
        make_private(self.socket)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = version(self.install)[0]
        if made_by != str(ours):
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {made_by}, and this installation"
                f" has {ours}. Take a backup with the old one"
                " and restore it with the new one."
            )
        until = time.monotonic() + LET_GO_SECONDS
        while True:
            try:
                return self._control(*self._how_to_start(), "start")
            except Failed as refusal:
                if set_aside_if_stale(self.data, str(refusal)):
                    continue
                # After a kill, helpers of the old server need a moment to notice.
                held = "shared memory block" in str(refusal)
                if not held or time.monotonic() > until:
                    raise CannotStart(f"PostgreSQL did not start.\n{refusal}") from None
            time.sleep(0.1)

    def _how_to_start(self) -> tuple[object, ...]:
        settings = (
            *SETTINGS,
            f"unix_socket_directories={self.socket}",
            *self.options,
        )
        # pg_ctl hands these to a shell.
        given = shlex.join(part for each in settings for part in ("-c", each))
        return ("-w", "-t", CRASH_RECOVERY_SECONDS, "-l", self.log.name, "-o", given)

    def _control(self, *arguments: object) -> None:
        """Run pg_ctl inside our folder: it quotes no path that it is given."""
        before = self.log.stat().st_size if self.log.exists() else 0
        try:
            run(
                [self.install / "bin" / "pg_ctl", *arguments],
                cwd=self.root,
                PGDATA=str(self.data),
            )
        except Failed as refusal:
            raise Failed(f"{refusal}\n{self._logged_since(before)}".strip()) from None

    def _initialise(self) -> None:
        """Under another name first: a killed attempt leaves no half-made cluster."""
        if self.data.exists():
            raise CannotStart(
                f"{self.data} is not the data of a PostgreSQL: it has no PG_VERSION."
                " Nothing was changed. Move it away, or restore a backup."
            )
        half = self.root / f"new-{secrets.token_hex(4)}"
        make_private(half)
        bin_folder = self.install / "bin"
        try:
            run(
                [
                    *(bin_folder / "initdb", "-D", half, "-U", USER, "--auth=trust"),
                    *("--encoding=UTF8", "--locale-provider=builtin"),
                    *("--builtin-locale=C.UTF-8", "--no-instructions"),
                    *(["--no-sync"] if "fsync=off" in self.options else []),
                ],
                cwd=self.root,
            )
            run(
                [bin_folder / "postgres", "--single", "-D", half, "postgres"],
                cwd=self.root,
                said_in=f"CREATE DATABASE {USER};\n",
            )
            half.rename(self.data)
        except Failed as refusal:
            raise CannotStart(f"PostgreSQL could not be set up.\n{refusal}") from None
        finally:
            shutil.rmtree(half, ignore_errors=True)

    def _logged_since(self, size: int) -> str:
        """What the server wrote into its log, the last lines of it."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(size)
            lines = log.read().decode(errors="replace").splitlines()[-12:]
        return "\n".join([f"Last lines of {self.log}:", *lines])


_clusters: dict[Path, Cluster] = {}
_clusters_lock = threading.Lock()


def cluster_at(path: Path, options: tuple[str, ...] = ()) -> Cluster:
    """The one object of this process for a data folder."""
    with _clusters_lock:
        if path not in _clusters:
            _clusters[path] = Cluster(Path(path), options)
        return _clusters[path]
