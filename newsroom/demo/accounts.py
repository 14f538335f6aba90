"""The demo's staff, and the file that says how to sign in as them."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db.models import QuerySet

from newsroom.demo.content import table
from newsroom.models import User

# Letters and digits that nobody takes for one another when typing them from a screen.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def file() -> Path:
    return Path(settings.VAR) / "demo-accounts.txt"


def make() -> dict[str, User]:
    """Make every account; its password is in the file before anybody can sign in."""
    rows = table("staff")["account"]
    passwords = [fresh_password() for _row in rows]
    # Hashing is slow on purpose, and lets other threads run meanwhile.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        hashed = list(pool.map(make_password, passwords))
    write(dict(zip((row["name"] for row in rows), passwords, strict=True)))
    made = {}
    for row, password in zip(rows, hashed, strict=True):
        user = User.objects.create(
            username=row["name"],
            password=password,
            display_name=row["display_name"],
            is_staff=True,
            is_superuser=row.get("superuser", False),
        )
        user.groups.set(Group.objects.filter(name__in=row.get("groups", [])))
        made[user.username] = user
    return made


def found() -> QuerySet[User]:
    """The accounts of these names, whoever made them."""
    names = [row["name"] for row in table("staff")["account"]]
    return User.objects.filter(username__in=names)


def fresh_password() -> str:
    """Twelve signs, near sixty bits, in groups that a person can copy."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def write(passwords: dict[str, str]) -> None:
    """One ``name password`` a line, for the owner's eyes only."""
    kept = file()
    kept.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    half = kept.with_suffix(".new")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    half.write_text("".join(f"{name} {word}\n" for name, word in passwords.items()))
    half.replace(kept)


def written() -> dict[str, str]:
    """The passwords that the file gives, by name."""
    if not file().exists():
        return {}
    lines = file().read_text().splitlines()
    return dict(line.split(maxsplit=1) for line in lines if " " in line)
