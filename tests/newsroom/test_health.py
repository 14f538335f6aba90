"""What the site answers while its database is away, and whether it says so."""

import json

import pytest
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError
from django.test import SimpleTestCase, TestCase

from newsroom import errors
from tests.newsroom.trial import environment, run

NOWHERE = "postgres://newsroom@127.0.0.1:1/newsroom"
ASK = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "localhost"})
story = "/2026/11/24/a-story/"
words = {"name": "Ann <b>", "email": "ann@example.org", "comment": "\\nOne.\\nTwo &c.",
         "parent": "7", "token": "t", "timing": "m", "website": ""}
ours = {"sec-fetch-site": "same-origin"}
asked = {
    "alive": client.get("/healthz"),
    "ready": client.get("/readyz"),
    "front": client.get("/"),
    "story": client.get(story),
    "missing": client.get("/no/such/page/at/all"),
    "comment": client.post(f"{story}comments/", words, headers=ours),
    "foreign": client.post(f"{story}comments/", words),
}
client.cookies["session"] = "abcdefghij"
asked["desk"] = client.get("/desk/")
print(json.dumps({name: [it.status_code, dict(it.headers), it.content.decode()]
                  for name, it in asked.items()}))
"""


@pytest.fixture(scope="module", params=["en", "ar"])
def away(request):
    """Every answer of a site whose database cannot be reached."""
    done = run(
        *("-c", ASK),
        env=environment(
            DJANGO_SETTINGS_MODULE="tests.settings",
            DATABASE_URL=NOWHERE,
            LANGUAGE_CODE=request.param,
        ),
    )
    assert done.returncode == 0, done.stderr
    return {"language": request.param, **json.loads(done.stdout.splitlines()[-1])}


def test_pages_without_their_database_answer_503(away):
    for name in ("front", "story", "desk"):
        status, headers, text = away[name]
        assert status == 503
        assert "no-store" in headers["Cache-Control"]
        assert int(headers["Retry-After"]) > 0
        assert "Set-Cookie" not in headers
        assert f'lang="{away["language"]}"' in text
        assert '<p class="code">503</p>' in text


def test_a_comment_that_cannot_be_kept_is_given_back(away):
    status, headers, text = away["comment"]

    assert status == 503
    assert headers["Cache-Control"] == "private, no-store"
    assert int(headers["Retry-After"]) > 0
    assert 'action="/2026/11/24/a-story/comments/#respond"' in text
    # A textarea drops one line break after its tag, so ours comes before theirs.
    assert "\n\nOne.\nTwo &amp;c.</textarea>" in text.replace("\r\n", "\n")
    assert 'value="Ann &lt;b&gt;"' in text
    assert 'value="ann@example.org"' in text
    for hidden in ('name="parent" value="7"', 'name="token" value="t"'):
        assert hidden in text


def test_a_form_from_another_site_is_refused_as_ever(away):
    status, _headers, text = away["foreign"]

    assert status == 403
    assert "One." not in text


def test_what_needs_no_database_answers_as_ever(away):
    assert away["alive"][0] == 200
    assert away["missing"][0] == 404


def test_the_site_is_not_ready(away):
    assert away["ready"][0] == 503
    assert away["ready"][2] == "no database\n"


class ReadyTests(TestCase):
    def test_the_site_is_ready_with_every_migration(self):
        self.assertContains(self.client.get("/readyz"), "ready")

    def test_it_is_not_while_a_migration_is_missing(self):
        call_command("migrate", "sessions", "zero", fake=True, verbosity=0)

        answer = self.client.get("/readyz")

        self.assertContains(answer, "migrations missing", status_code=503)

    def test_it_is_not_while_the_cache_keeps_nothing(self):
        dummy = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        with self.settings(CACHES=dummy):
            answer = self.client.get("/readyz")

        self.assertContains(answer, "no cache", status_code=503)


class FailedTests(SimpleTestCase):
    def test_only_a_database_that_is_away_is_an_outage(self):
        for fault, status in ((OperationalError(), 503), (ProgrammingError(), 500)):
            try:
                raise fault
            except type(fault):
                answer = errors.failed(None)

            self.assertEqual(answer.status_code, status)
            self.assertEqual("Retry-After" in answer, status == 503)
