import os
import subprocess
import tempfile
from pathlib import Path

from newsroom.embedded.owner import run_as

# What would make PostgreSQL's programs speak or look elsewhere.
THEIRS = ("PG", "LC_", "LANG", "TZ")


class Failed(Exception):
    """A program of PostgreSQL's did not succeed; what it said."""


def run(command: list[object], cwd: Path, said_in: str = "", **variables: str) -> None:
    """Run one of PostgreSQL's programs as the user who may."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(THEIRS)}
    # Files, because a started server would keep a pipe open.
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as said:
        told.write(said_in.encode())
        told.seek(0)
        done = subprocess.run(
            [str(part) for part in command],
            stdin=told,
            stdout=said,
            stderr=said,
            cwd=cwd,
            env={**clean, "LC_ALL": "C", "TZ": "UTC", **variables},
            check=False,
            **run_as(),
        )
        if done.returncode:
            said.seek(0)
            raise Failed(said.read().decode(errors="replace").strip())
