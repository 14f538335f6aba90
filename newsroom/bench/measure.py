"""``python -m newsroom.bench.measure``: every figure of one site, as JSON.

Runs on a database that ``make_corpus`` filled, in an environment like production's,
and serves the site while it measures.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from typing import Any

import django
from django.conf import settings

from newsroom.bench.driver import CONSTANT


def pages_of(driver: Any) -> dict[str, Any]:
    from newsroom.bench import sides
    from newsroom.bench.meanwhile import approving

    told = sides.told()
    story = told["story"]

    def while_approving() -> Any:
        with approving(not_on=story.rstrip("/").rpartition("/")[2]):
            return driver.same(story)

    rows = sides.sides(driver, told).items()
    asked: dict[str, Callable[[], Any]] = {
        name: partial(driver.alone, side) for name, side in rows
    }
    asked["story, warm, approving"] = while_approving
    found, before = {}, pace(driver)
    for name, measure in asked.items():
        figure, after = asdict(measure()), pace(driver)
        found[name] = figure | {"constant": (before + after) / 2}
        before = after
    return found


def of_one_process(driver: Any) -> dict[str, Any]:
    """What other software is measured by, of a site with as many requests at a time."""
    from newsroom.bench import beside, sides, site

    with site.served(**beside.ONE_PROCESS) as pid:
        rows = sides.sides(driver, sides.told())
        figures = {row: asdict(driver.alone(rows[row])) for row in beside.COMPARED}
        return {"figures": figures, **memory(pid)}


def memory(pid: int) -> dict[str, int]:
    """Bytes (PSS): of the family of web processes, and with all of PostgreSQL's."""
    from newsroom.bench import site

    web = site.memory(pid)
    return {"memory": web, "memory_whole": web + site.memory(site.database())}


def pace(driver: Any) -> float:
    """How many requests of a view that does nothing the machine answers just now."""
    figure = replace(driver, runs=1, seconds=driver.seconds / 2).same(CONSTANT)
    return float(figure.per_second)


def signed_in() -> str:
    """The cookie of a moderator made for this."""
    from django.test import Client

    from newsroom.models import User

    moderator, _made = User.objects.get_or_create(
        username="bench-moderator", defaults={"is_superuser": True, "is_staff": True}
    )
    client = Client()
    client.force_login(moderator)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def postings(stories: list[str]) -> list[str]:
    return [posting(path, reader) for reader, path in enumerate(stories)]


def posting(path: str, reader: int) -> str:
    """A reader's comment: each from another address, none said before."""
    from newsroom.bench.load import COUNTED

    number = COUNTED.decode()
    words = (
        f"name=Reader+{number}&email=r{number}%40example.org&parent=&token=&timing="
        f"&comment=The+council+should+publish+the+whole+budget.+Number+{number}."
    )
    return (
        f"POST {path}comments/ HTTP/1.1\r\nHost: localhost:{settings.PORT}\r\n"
        f"Origin: http://localhost:{settings.PORT}\r\n"
        f"X-Forwarded-For: 192.0.2.{reader}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(words)}\r\n\r\n{words}"
    )


def let_everybody_post() -> None:
    """More from one network than a real one may: all load comes from a few."""
    from comments.models import CommentPolicy

    CommentPolicy.objects.update(network_limit=32_767)


def moderator() -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    name, _equals, key = signed_in().partition("=")
    client.cookies[name] = key
    return client


def visits() -> dict[str, Callable[[], object]]:
    """What asks for each page: a reader, or one of the staff."""
    from django.test import Client

    from newsroom.bench import pages

    readers, staff = Client(SERVER_NAME="localhost"), moderator()
    return {
        page: partial(staff.get if page in pages.STAFF else readers.get, path)
        for page, path in (pages.public() | pages.STAFF).items()
    }


def cost_of_pages() -> dict[str, Any]:
    """Queries and blocks that each page reads when it is rendered, and once stored."""
    from newsroom.bench import contract, plans
    from newsroom.pages.store import store

    found: dict[str, Any] = {}
    for page, visit in visits().items():
        visit()  # connections, templates and statements are ready now
        store.clear()
        cold, warm = plans.plans_of(visit), plans.plans_of(visit)
        found[page] = {
            "most": contract.most_blocks(page),
            "queries_cold": len(cold),
            "queries_warm": len(warm),
            "buffers_cold": sum(plan.buffers for plan in cold),
            "buffers_warm": sum(plan.buffers for plan in warm),
            "scanned": sorted(set().union(*(plan.scanned for plan in cold))),
        }
    return found


def main(runs: int, seconds: float, others: bool) -> dict[str, Any]:
    from django.test import Client

    from newsroom.bench import (
        contract,
        desk,
        editing,
        first,
        in_front,
        pages,
        picture,
        searching,
        site,
    )
    from newsroom.bench.driver import Driver
    from newsroom.serving.static import collect_if_stale
    from newsroom.serving.web import set_aside

    collect_if_stale()
    let_everybody_post()
    found: dict[str, Any] = {
        "pages": cost_of_pages(),
        "breaches": contract.breaches(visits()),
    }
    driver = Driver(settings.PORT, runs, seconds)
    with site.served() as pid:
        found["figures"] = pages_of(driver)
        longest = pages.longest()
        found["busiest"] = longest.approved_count
        found["busiest_shows"] = pages.on_first_page(longest)
        found |= memory(pid)
        usual = pages.story_with(pages.USUAL_COMMENTS)
        found["visit"] = first.visit(settings.PORT, usual)
        found["front"] = in_front.figures(driver)
    if others:
        found["small"] = of_one_process(driver)
    # From here on it is this process that works, as one of the site's own.
    set_aside()
    found["search"] = searching.times(Client(SERVER_NAME="localhost"))
    found["editing"] = editing.times(moderator())
    found["picture"] = picture.cost(picture.large())
    # Last, for it decides.
    found["desk"] = desk.times(moderator())
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.bench.settings")
    django.setup()
    _program, runs, seconds, *others = sys.argv
    json.dump(main(int(runs), float(seconds), bool(others)), sys.stdout)
