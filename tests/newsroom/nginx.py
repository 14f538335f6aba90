"""A real nginx with the shipped configuration, before a trial site."""

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
