"""Isso: comments alone, as JSON, for pages that are made elsewhere."""

import json
import os
import sqlite3
import time
from typing import Any
from urllib.parse import quote

from newsroom.bench import site
from newsroom.bench.load import COUNTED
from newsroom.bench.peers.peer import (
    SITES,
    Trial,
    gunicorn,
    packages,
    post,
    run,
    served,
)

NAME = "Isso"
PAGE = "/story/"


def measured(trial: Trial) -> dict[str, Any]:
    bin_folder = packages(trial.folder, SITES / "isso" / "requirements.txt")
    database = trial.folder / "comments.db"
    database.unlink(missing_ok=True)
    place = trial.place("isso", database=database, port=trial.port)
    env = os.environ | {"ISSO_SETTINGS": str(place / "isso.cfg")}
    web, log = gunicorn(bin_folder, "isso.run", trial.port), trial.folder / "log.txt"
    uri = quote(PAGE, safe="")
    with served(web, trial.port, log, env=env) as pid:
        fill(trial, database)
        _answer, page = trial.get(f"/?uri={uri}")
        if len(json.loads(page)["replies"]) != len(trial.paper["comments"]):
            raise RuntimeError(f"Not every comment is there: {page[:2000]}")
        found = trial.rows(
            story=trial.driver.asking(f"/?uri={uri}"),
            comment=trial.driver.sending([posting(uri)], "202"),
        )
        memory = site.memory(pid)
    return {
        "figures": found,
        "memory": memory,
        "bytes": len(page.encode()),
        "version": f"{NAME} {version(bin_folder)}",
    }


def fill(trial: Trial, database: Any) -> None:
    """Its tables are there once it has started; comments that were approved go in."""
    with sqlite3.connect(database) as connection:
        connection.execute(
            "INSERT INTO threads (uri, title) VALUES (?, ?)", (PAGE, "Story")
        )
        (thread,) = connection.execute("SELECT id FROM threads").fetchone()
        connection.executemany(
            "INSERT INTO comments (tid, created, mode, remote_addr, text, author,"
            " email, voters)"
            " VALUES (?, ?, 1, '192.0.2.0', ?, ?, 'reader@example.org', ?)",
            [
                (thread, time.time(), comment["words"], comment["name"], bytes(256))
                for comment in trial.paper["comments"]
            ],
        )
    connection.close()


def posting(uri: str) -> str:
    number = COUNTED.decode()
    said = {
        "author": f"Reader {number}",
        "email": f"r{number}@example.org",
        "website": None,
        "text": f"The council should publish the whole budget. Number {number}.",
        "title": "Story",
    }
    return post(f"/new?uri={uri}", json.dumps(said), "application/json", {})


def version(bin_folder: Any) -> str:
    asked = "import importlib.metadata as m; print(m.version('isso'))"
    return run([bin_folder / "python", "-c", asked])
