import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

from newsroom.embedded.binaries import CannotStart, installed

# PostgreSQL refuses to run as root: then one of these runs it.
UNPRIVILEGED = ("newsroom", "postgres", "nobody")
ELSEWHERE = Path("/var/lib/newsroom")


def run_as() -> dict[str, Any]:
    """Arguments for subprocess: nothing for an ordinary user, another user for root."""
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise CannotStart(f"root needs one of the users {', '.join(UNPRIVILEGED)}.")


def reaches(path: Path) -> bool:
    """Whether the user who runs PostgreSQL can get to a path."""
    asked = subprocess.run(["/usr/bin/test", "-x", str(path)], **run_as(), cwd="/")
    return asked.returncode == 0


def place_for(cluster: Path) -> tuple[Path, Path]:
    """Where the cluster and the binaries are, both within reach of their user.

    As root below a folder that others cannot enter (a clone under /root, for
    instance) both live in /var/lib/newsroom instead: nobody's folder is opened.
    """
    install = installed()
    cluster.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    if not run_as():
        return cluster, install
    name = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]
    elsewhere = ELSEWHERE / name
    if not reaches(cluster.parent):
        elsewhere.mkdir(mode=0o711, parents=True, exist_ok=True)
        cluster = elsewhere / "cluster"
    if not reaches(install / "bin" / "postgres"):
        copied = elsewhere / "binaries"
        if not copied.exists():
            elsewhere.mkdir(mode=0o711, parents=True, exist_ok=True)
            half = elsewhere / f"half-{os.getpid()}"
            shutil.copytree(install, half, symlinks=True)
            half.rename(copied)
        install = copied
    return cluster, install


def make_private(folder: Path) -> None:
    """A folder of ours that only the user who runs PostgreSQL may enter."""
    who = run_as()
    mine = {os.geteuid(), who.get("user", os.geteuid())}
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid not in mine:
            raise CannotStart(f"{folder} belongs to somebody else.") from None
    except OSError as error:
        raise CannotStart(f"cannot make {folder}: {error.strerror}.") from None
    if who:
        os.chown(folder, who["user"], who["group"])
    folder.chmod(0o700)
