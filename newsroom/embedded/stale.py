import os
import re
import subprocess
from pathlib import Path

REFUSAL = re.compile(r'lock file "(.+)" already exists')


def set_aside_if_stale(data: Path, refusal: str) -> bool:
    """Put away a lock file whose number a stranger has now, or a dead process still.

    A stranger is left alone. Should a server of this folder run all the same,
    PostgreSQL notices by its shared memory and does not start a second.
    """
    found = REFUSAL.search(refusal)
    if found is None:
        return False
    lock = data / found[1]  # the server's own is relative, its socket's is not
    try:
        number = lock.read_text().partition("\n")[0].strip()
    except FileNotFoundError:
        return True
    if not number.isdecimal() or serves(int(number), data):
        return False
    lock.replace(lock.with_name(f"{lock.name}.stale"))
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
