import os
import subprocess
from pathlib import Path

REFUSAL = 'lock file "postmaster.pid" already exists'


def set_aside_if_stale(data: Path, refusal: str) -> bool:
    """Put away a pid file whose number a stranger has now, after a power cut.

    The stranger is left alone. Should a server of this folder run all the same,
    PostgreSQL notices by its shared memory and still does not start a second.
    """
    pid_file = data / "postmaster.pid"
    if REFUSAL not in refusal or not pid_file.exists():
        return False
    number = pid_file.read_text().partition("\n")[0].strip()
    if not number.isdecimal() or serves(int(number), data):
        return False
    pid_file.replace(data / "postmaster.pid.stale")
    return True


def serves(pid: int, data: Path) -> bool:
    """Whether a process may be a PostgreSQL that works in this folder."""
    if Path("/proc/self/cwd").exists():
        try:
            return os.readlink(f"/proc/{pid}/cwd") == str(data.resolve())
        except OSError:
            return False
    shown = subprocess.run(
        ["/bin/ps", "-o", "comm=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return Path(shown.stdout.strip()).name == "postgres"
