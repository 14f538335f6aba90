"""WordPress as Debian packages it: nginx, PHP-FPM and MariaDB, no page cache."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from newsroom.bench import site
from newsroom.bench.load import COUNTED
from newsroom.bench.peers.peer import (
    Skipped,
    Trial,
    as_root,
    ended,
    form,
    run,
    served,
    wait_for,
)

NAME = "WordPress"
SOURCE = Path("/usr/share/wordpress")
QUIET = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
PACKAGES = (
    *("wordpress", "mariadb-server"),
    *("php", "php-fpm", "php-mysql", "nginx"),
)
# The quickest to render first; Debian 13 no longer has it.
THEMES = ("twentytwentyone", "twentytwentythree")


def measured(trial: Trial) -> dict[str, Any]:
    php_fpm = there() or install()
    folder = trial.folder
    place = trial.place("wordpress", **values(trial))
    root = folder / "wordpress"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(SOURCE, root)
    for name in ("wp-config.php", "fill.php"):
        shutil.copy(place / name, root)
    (folder / "letters").mkdir(exist_ok=True)
    always = root / "wp-content" / "mu-plugins"
    always.mkdir(exist_ok=True)
    shutil.copy(place / "trial.php", always)
    with mariadb(folder) as database:
        run([*client(folder), "-e", "DROP DATABASE IF EXISTS paper"])
        run([*client(folder), "-e", "CREATE DATABASE paper"])
        fill = ["php", "-d", "sendmail_path=/bin/true", root / "fill.php"]
        made = json.loads(run(fill, input=json.dumps(trial.paper)))
        with php(php_fpm, place, folder) as workers, nginx(trial, place) as web:
            page = trial.looked_at(made["story"])
            found = trial.rows(
                comment=trial.driver.sending([posting(made["id"])], "302"),
                front=trial.driver.asking("/"),
                story=trial.driver.asking(made["story"]),
            )
            memory = site.memory(workers) + site.memory(web)
            whole = memory + site.memory(database)
    return {
        "figures": found,
        "memory": memory,
        "memory_whole": whole,
        "bytes": len(page.encode()),
        "version": f"{NAME} {made['version']}",
    }


def there() -> Path | None:
    """PHP-FPM's program, when all the rest is installed too."""
    found = sorted(Path("/usr/sbin").glob("php-fpm*"))
    others = SOURCE.exists() and shutil.which("mariadbd") and shutil.which("nginx")
    return found[-1] if found and others else None


def install() -> Path:
    if not (as_root() and shutil.which("apt-get")):
        raise Skipped("it is not installed, and only root of a Debian can install it")
    # A new machine knows of no packages before it has asked.
    for options in (("update",), *(installing(theme) for theme in THEMES)):
        with suppress(subprocess.CalledProcessError):
            run(["apt-get", "--quiet", *options], env=QUIET)
        if found := there():
            return found
    raise Skipped("Debian's packages could not be installed")


def installing(theme: str) -> tuple[str, ...]:
    named = f"wordpress-theme-{theme}"
    return ("install", "--yes", "--no-install-recommends", *PACKAGES, named)


def values(trial: Trial) -> dict[str, object]:
    user = "root" if as_root() else os.environ.get("USER", "")
    return {
        "folder": trial.folder,
        "port": trial.port,
        "user": user,
        "group": user,
        "as": "user root;" if as_root() else "",
    }


def client(folder: Path) -> list[Any]:
    return ["mariadb", "--no-defaults", f"--socket={folder / 'mysql.sock'}", "-uroot"]


@contextmanager
def mariadb(folder: Path) -> Iterator[int]:
    """With the settings it comes with: a commit is on disk when it is answered."""
    data, socket = folder / "mysql", folder / "mysql.sock"
    user = ("--user=root",) if as_root() else ()
    if not data.exists():
        made = f"--datadir={data}"
        run(["mariadb-install-db", "--no-defaults", *user, made,
             "--auth-root-authentication-method=normal"])  # fmt: skip
    socket.unlink(missing_ok=True)
    with started(
        ["mariadbd", "--no-defaults", *user, f"--datadir={data}",
         f"--socket={socket}", "--skip-networking"],
        folder / "mysql.log", socket,
    ) as pid:  # fmt: skip
        yield pid


@contextmanager
def php(program: Path, place: Path, folder: Path) -> Iterator[int]:
    root = ("--allow-to-run-as-root",) if as_root() else ()
    command = [program, "--nodaemonize", *root, "--fpm-config", place / "php-fpm.conf"]
    socket = folder / "php.sock"
    socket.unlink(missing_ok=True)
    with started(command, folder / "php-start.log", socket) as pid:
        yield pid


@contextmanager
def nginx(trial: Trial, place: Path) -> Iterator[int]:
    log = trial.folder / "nginx.log"
    command = ["nginx", "-e", log, "-c", place / "nginx.conf"]
    with served(command, trial.port, log) as pid:
        yield pid


@contextmanager
def started(command: list[Any], log: Path, socket: Path) -> Iterator[int]:
    """A program that is ready when its socket is there."""
    with log.open("w") as out:
        process = subprocess.Popen(
            list(map(str, command)), stdout=out, stderr=subprocess.STDOUT
        )
    try:
        wait_for(socket)
        yield process.pid
    finally:
        ended(process)


def posting(story: int) -> str:
    number = COUNTED.decode()
    fields = {
        "comment": f"The+council+should+publish+the+whole+budget.+Number+{number}.",
        "author": f"Reader+{number}",
        "email": f"r{number}%40example.org",
        "url": "",
        "comment_post_ID": str(story),
        "comment_parent": "0",
        "submit": "Post+Comment",
    }
    return form("/wp-comments-post.php", fields, {})
