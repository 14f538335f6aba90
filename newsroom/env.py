"""What the environment says, or one clear line and no start."""

import os
import secrets
from pathlib import Path
from typing import NoReturn

import environ


def stop(line: str) -> NoReturn:
    """End the start with one line on standard error and exit code 1."""
    raise SystemExit(f"newsroom: {line}")


class Environment(environ.Env):
    """django-environ, loud: a value that cannot be read stops the start."""

    def flag(self, name: str) -> bool:
        raw = os.environ.get(name, "").strip().lower()
        if raw in {"1", "true", "yes", "on"}:
            return True
        if raw in {"", "0", "false", "no", "off"}:
            return False
        stop(f"{name} must be 1 or 0, not {raw!r}.")

    def number(self, name: str, default: int, least: int = 0) -> int:
        raw = os.environ.get(name, "").strip() or str(default)
        if not raw.isdecimal() or int(raw) < least:
            stop(f"{name} must be a whole number from {least}, not {raw!r}.")
        return int(raw)

    def words(self, name: str) -> list[str]:
        raw = os.environ.get(name, "")
        return [word.strip() for word in raw.split(",") if word.strip()]

    def text(self, name: str, default: str = "") -> str:
        return os.environ.get(name, "").strip() or default


def kept_secret(path: Path) -> str:
    """A key made once and kept in a file that only its owner reads."""
    if not path.exists():
        path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64))
        try:
            # Of two processes at first start, one names the key.
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()
