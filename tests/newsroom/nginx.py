"""A real nginx with the shipped configuration, before a trial site."""

import contextlib
import random
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from newsroom.bench import front
from tests.newsroom.trial import free_port


class Nginx(front.Nginx):
    def __init__(self, site, folder):
        super().__init__(site.port, site.var, folder, (free_port(), free_port()))
        self.site = site

    def post(self, story, words, **headers):
        form = {"name": "Ann", "email": "ann@example.org", "comment": words}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        said = {**kind, "Origin": "https://localhost", **headers}
        return self.ask(f"{story}comments/", "POST", urlencode(form), **said)

    @contextlib.contextmanager
    def being_read(self, path: str) -> Iterator[list[tuple[float, int]]]:
        """By somebody who asks again and again: when, and with which status."""
        answers: list[tuple[float, int]] = []
        over = threading.Event()

        def read_on() -> None:
            while not over.wait(random.uniform(0, 0.05)):
                answers.append((time.time(), self.ask(path).status))

        reader = threading.Thread(target=read_on)
        reader.start()
        try:
            yield answers
        finally:
            over.set()
            reader.join()
