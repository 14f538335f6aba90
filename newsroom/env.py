"""What the environment says, or one clear line and no start."""

import os
import re
import secrets
import zoneinfo
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

import environ

SECRET_LENGTH = 50
HOST = re.compile(r"[\w.*-]+|\[[\da-f:]+\]", re.IGNORECASE)
NO_ADDRESS = urlsplit("")


def stop(line: str) -> NoReturn:
    """End the start with one line on standard error and exit code 1."""
    raise SystemExit(f"newsroom: {line}")


class Environment(environ.Env):
    """django-environ, loud: a value that cannot be read stops the start.

    A value that may hold a password is never repeated.
    """

    def flag(self, name: str) -> bool:
        raw = os.environ.get(name, "").strip().lower()
        if raw in {"1", "true", "yes", "on"}:
            return True
        if raw in {"", "0", "false", "no", "off"}:
            return False
        stop(f"{name} must be 1 or 0, not {raw!r}.")

    def number(self, name: str, default: int, least: int = 0, most: int = 10**9) -> int:
        raw = self.text(name, str(default))
        if not raw.isdecimal() or not least <= int(raw) <= most:
            stop(f"{name} must be a whole number, {least} to {most}, not {raw!r}.")
        return int(raw)

    def words(self, name: str) -> list[str]:
        raw = os.environ.get(name, "")
        return [word.strip() for word in raw.split(",") if word.strip()]

    def text(self, name: str, default: str = "") -> str:
        return os.environ.get(name, "").strip() or default

    def one_of(self, name: str, default: str, known: list[str]) -> str:
        given = self.text(name, default)
        if given not in known:
            stop(f"{name} must be one of {', '.join(known)}, not {given!r}.")
        return given

    def key(self, name: str, kept_in: Path | None) -> str:
        """A secret; with a place to keep it, one is made where none is given."""
        given = self.text(name)
        if kept_in is not None:
            return given or kept_secret(kept_in)
        if len(given) < SECRET_LENGTH:
            fault = "too short" if given else "not set"
            stop(
                f"{name} is {fault}."
                f" Set it to {SECRET_LENGTH} or more random characters."
            )
        return given

    def hosts(self, name: str) -> list[str]:
        found = self.words(name)
        for word in found:
            if not HOST.fullmatch(word):
                stop(f"{name} takes names like example.org, not {word!r}.")
        return found

    def site(self, name: str, default: str) -> SplitResult:
        """A site's own address: a scheme and a host, and nothing behind them."""
        raw = self.text(name, default).rstrip("/")
        if not raw:
            stop(
                f"{name} is not set."
                " Set it to the site's address, like https://example.org."
            )
        found = split(raw)
        good = found.scheme in {"http", "https"} and found.hostname
        if not good or any(found[2:]) or "@" in found.netloc:
            stop(f"{name} must be like https://example.org, not {raw!r}.")
        return found._replace(netloc=found.netloc.lower())

    def database(self, name: str) -> dict[str, Any]:
        """The address of a PostgreSQL as Django's settings, or nothing."""
        return self.database_at(name, self.text(name))

    def databases(self, name: str) -> list[dict[str, Any]]:
        """Several addresses, separated by spaces or commas."""
        found = re.split(r"[\s,]+", self.text(name))
        return [self.database_at(name, raw) for raw in found if raw]

    def database_at(self, name: str, raw: str) -> dict[str, Any]:
        if not raw:
            return {}
        parts = split(raw)
        known = parts.scheme in {"postgres", "postgresql"}
        found: dict[str, Any] = self.db_url_config(raw) if known else {}
        if not found.get("NAME"):
            stop(f"{name} must be like postgres://user:password@host:5432/newsroom.")
        return found

    def cache(self, name: str) -> dict[str, Any]:
        """The address of a Valkey as Django's settings, or nothing."""
        raw = self.text(name)
        if not raw:
            return {}
        parts = split(raw)
        if parts.scheme not in {"redis", "rediss", "valkey", "valkeys"}:
            stop(f"{name} must be like redis://host:6379/0.")
        if not parts.hostname:
            stop(f"{name} names no host. It must be like redis://host:6379/0.")
        if find_spec("redis") is None:
            stop(f"{name} needs the package redis, which is not installed.")
        address = parts._replace(scheme=parts.scheme.replace("valkey", "redis"))
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": address.geturl(),
        }

    def time_zone(self, name: str, default: str) -> str:
        given = self.text(name, default)
        try:
            zoneinfo.ZoneInfo(given)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            stop(f"{name} must be like Europe/Berlin, not {given!r}.")
        return given

    def sender(self, name: str, default: str) -> str:
        given = self.text(name, default)
        if "@" not in given or not given.isprintable():
            stop(f"{name} must be an e-mail address, not {given!r}.")
        return given


def split(address: str) -> SplitResult:
    """An address in its parts; one that cannot be read has none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return NO_ADDRESS
    return parts


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
