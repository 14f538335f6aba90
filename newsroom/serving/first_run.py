"""What a trial site does once: load the demo, or get a name and an administrator."""

import getpass
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import connection

from articles.models import Article, Publication
from newsroom.env import stop

LOADING, DEMO, EMPTY = "loading", "demo", "empty"


def notes() -> Path:
    return Path(settings.VAR) / "first-run.json"


def which_database() -> str:
    """Tells databases apart: the moment of the first migration, kept by backups too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied)::text FROM django_migrations")
        return str(cursor.fetchone()[0])


def state() -> str | None:
    """How far the first run of this database came; None when it had none."""
    if not notes().exists():
        return None
    known: dict[str, str] = json.loads(notes().read_text())
    return known.get(which_database())


def remember(reached: str) -> None:
    known = json.loads(notes().read_text()) if notes().exists() else {}
    half = notes().with_suffix(".new")
    half.write_text(json.dumps(known | {which_database(): reached}))
    half.replace(notes())


def has_grown() -> bool:
    """Somebody's newsroom already: not ours to fill."""
    return Article.objects.exists() or get_user_model().objects.exists()


def load_demo_once() -> bool:
    """Fill a fresh database. A load that was cut short is completed the next time."""
    reached = state()
    if reached in {DEMO, EMPTY} or (reached is None and has_grown()):
        return False
    remember(LOADING)
    call_command("load_demo")
    remember(DEMO)
    return True


def start_empty_once(ask: Callable[[str, str], str] | None = None) -> bool:
    """Name the newsroom and make its administrator, unless it has one."""
    if state() in {LOADING, DEMO}:
        stop(
            "the demo newsroom is loaded here. Take it out with"
            " `DEMO=1 .venv/bin/python manage.py remove_demo`, or use a fresh clone."
        )
    if get_user_model().objects.filter(is_superuser=True).exists():
        return False
    ask = ask or answer
    name = ask("NEWSROOM_NAME", "The newsroom's name")
    administrator = ask("ADMIN_NAME", "Your user name")
    email = ask("ADMIN_EMAIL", "Your e-mail address")
    password = ask("ADMIN_PASSWORD", "A password")
    publication = Publication.objects.get_or_create(pk=1)[0]
    publication.name = name
    publication.save(update_fields=["name"])
    get_user_model().objects.create_superuser(administrator, email, password)
    remember(EMPTY)
    return True


def answer(variable: str, question: str) -> str:
    """From the environment, or from the person at the terminal, until it will do."""
    if (given := os.environ.get(variable, "").strip()) or not sys.stdin.isatty():
        if variable == "ADMIN_EMAIL" and not given:
            return ""
        if fault := fault_in(variable, given):
            stop(f"{variable}: {fault}")
        return given
    while True:
        given = asked_at_terminal(variable, question)
        fault = fault_in(variable, given)
        if not fault:
            return given
        sys.stderr.write(f"  {fault}\n")


def asked_at_terminal(variable: str, question: str) -> str:
    if variable != "ADMIN_PASSWORD":
        return input(f"{question}: ").strip()
    given = getpass.getpass(f"{question}: ")
    while getpass.getpass("The same again: ") != given:
        sys.stderr.write("  The two differ.\n")
        given = getpass.getpass(f"{question}: ")
    return given


def fault_in(variable: str, given: str) -> str:
    """Why an answer will not do, or nothing."""
    if not given:
        return "set it, because there is no terminal to ask at."
    user = get_user_model()
    try:
        match variable:
            case "NEWSROOM_NAME":
                Publication._meta.get_field("name").run_validators(given)
            case "ADMIN_NAME":
                user._meta.get_field("username").run_validators(given)
            case "ADMIN_EMAIL":
                validate_email(given)
            case _:
                validate_password(given)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
