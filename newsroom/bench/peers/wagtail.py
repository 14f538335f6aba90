"""Wagtail, with django-comments-xtd under its stories and PostgreSQL below."""

import json
import os
import re
from typing import Any

from newsroom.bench import site
from newsroom.bench.load import COUNTED
from newsroom.bench.peers.peer import (
    SITES,
    Trial,
    form,
    gunicorn,
    packages,
    run,
    served,
)

NAME = "Wagtail"
DATABASE = "peer_wagtail"
APPLICATION = "django.core.wsgi:get_wsgi_application()"
FIELD = re.compile(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"')


def measured(trial: Trial) -> dict[str, Any]:
    bin_folder = packages(trial.folder, SITES / "wagtail" / "requirements.txt")
    place = trial.place("wagtail")
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "settings",
        "PYTHONPATH": str(place),
        "PEER_DATABASE": DATABASE,
        "PEER_SOCKET": str(trial.cluster.ensure()),
    }
    anew(trial)
    for command in ("makemigrations paper", "migrate", "collectstatic --noinput"):
        django_admin = [bin_folder / "django-admin", *command.split(), "-v0"]
        run(django_admin, cwd=place, env=env)
    words = json.dumps(trial.paper)
    fill = [bin_folder / "python", place / "fill.py"]
    story = run(fill, cwd=place, env=env, input=words)
    web, log = gunicorn(bin_folder, APPLICATION, trial.port), trial.folder / "log.txt"
    with served(web, trial.port, log, cwd=place, env=env) as pid:
        page = trial.looked_at(story)
        found = trial.rows(
            front=trial.driver.asking("/"),
            story=trial.driver.asking(story),
            comment=trial.driver.sending([posting(trial, story)], "302"),
        )
        memory = site.memory(pid)
        whole = memory + site.memory(trial.database)
    stale = env | {"STALE": "1"}
    with served(web, trial.port, log, cwd=place, env=stale):
        trial.looked_at(story)
        found |= trial.rows(
            front_stale=trial.driver.asking("/"),
            story_stale=trial.driver.asking(story),
        )
    return {
        "figures": found,
        "memory": memory,
        "memory_whole": whole,
        "bytes": len(page.encode()),
        "version": version(bin_folder),
    }


def anew(trial: Trial) -> None:
    import psycopg

    url = f"postgres://newsroom@/newsroom?host={trial.cluster.ensure()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")


def posting(trial: Trial, story: str) -> str:
    """The form that the story's page gives, filled in with words never said before."""
    answer, page = trial.get(story)
    token = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    number = COUNTED.decode()
    fields = dict(FIELD.findall(page)) | {
        "name": f"Reader+{number}",
        "email": f"r{number}%40example.org",
        "comment": f"The+council+should+publish+the+whole+budget.+Number+{number}.",
    }
    return form("/comments/post/", fields, {"Cookie": token})


def version(bin_folder: Any) -> str:
    asked = "import wagtail; print(wagtail.__version__)"
    return f"{NAME} {run([bin_folder / 'python', '-c', asked])}"
