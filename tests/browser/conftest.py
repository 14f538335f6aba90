"""A real Chromium in front of the real site on real PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from newsroom.models import User
from tests.browser.serving import serving
from tests.browser.watch import Watch

# Playwright's loop runs in this thread; it is not the one that serves the site.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
HERE = Path(__file__).parent
PATIENCE = 10_000  # milliseconds
Visit = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Playwright adds what root and containers need: no sandbox, no shared memory."""
    path = os.environ.get("CHROMIUM")
    if not path:
        pytest.fail("CHROMIUM is not set; `make test` finds one.", pytrace=False)
    with sync_playwright() as playwright:
        browser = started(playwright, path)
        yield browser
        browser.close()


def started(playwright: Playwright, path: str) -> Browser:
    try:
        return playwright.chromium.launch(executable_path=path, args=["--disable-gpu"])
    except Error:
        words = f"CHROMIUM is {path}, which does not start as a browser."
    pytest.fail(words, pytrace=False)


@pytest.fixture(autouse=True)
def committed(transactional_db: None) -> Iterator[None]:
    """The server sees what a test writes."""
    yield
    # While Playwright runs, this thread's connection is another than before it.
    connections.close_all()


@pytest.fixture(scope="session")
def address(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock(), serving() as url:
        yield url


@pytest.fixture
def watch(transactional_db: None) -> Iterator[Watch]:
    """Whatever a page complains of, in any window of the test, fails the test."""
    watch = Watch()
    yield watch
    assert watch.faults == []


@pytest.fixture
def visit(address: str, chromium: Browser, watch: Watch) -> Iterator[Visit]:
    """Opens a browser of somebody's own: ``visit("/", java_script_enabled=False)``."""
    contexts = []

    def visit(path: str = "/", *, staff: User | None = None, **options: Any) -> Page:
        # What keeps pages for later asks for them when a test is over, too.
        options.setdefault("service_workers", "block")
        context = chromium.new_context(base_url=address, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if staff:
            context.add_cookies([session_of(staff, address)])
        watch.follow(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


def session_of(user: User, address: str) -> Any:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}
