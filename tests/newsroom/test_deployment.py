"""How the site stands in production: its settings, its checks, its headers."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.http import HttpResponse
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import include, path

from newsroom.bench.site import family
from newsroom.checks import check_deployment
from tests import make, posting
from tests.newsroom.trial import end, free_port, start, wait_for

PRODUCTION = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "k" * 20 + "ABCdef0123456789-_" * 3,
    "ADDRESS_KEY": "a" * 20 + "ABCdef0123456789-_" * 3,
    "SITE_URL": "https://news.example.org",
    "EMAIL_URL": "smtp+tls://news:secret@mail.example.org:587",
    "TRUSTED_PROXIES": "1",
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
}
SHOWN = """
import json
from django.conf import settings as s
names = ("CACHES SECOND_FACTOR_REQUIRED SESSION_COOKIE_NAME CSRF_COOKIE_NAME DEBUG"
  " SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT ALLOWED_HOSTS"
  " SECURE_HSTS_SECONDS USE_X_FORWARDED_HOST").split()
print(json.dumps({name: getattr(s, name) for name in names}))
"""


def run(*arguments):
    """With the settings of production, and the database of this run."""
    database = connection.settings_dict
    place = f"{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    return subprocess.run(
        [sys.executable, *arguments],
        env=PRODUCTION | {"DATABASE_URL": f"postgres://{place}"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def shipped_commands():
    """How a unit and a container start the web processes."""
    folder = settings.BASE_DIR / "deploy"
    unit = (folder / "newsroom-web.service").read_text()
    yield unit.partition("\nExecStart=")[2].partition("\n")[0].split()
    yield json.loads((folder / "Dockerfile").read_text().rpartition("\nCMD ")[2])


class ContainerTests(SimpleTestCase):
    def test_the_settings_take_what_static_files_are_gathered_under(self):
        lines = (settings.BASE_DIR / "deploy" / "Dockerfile").read_text()
        gathering, found, _rest = lines.partition(" collectstatic")
        command = gathering.rpartition("\nRUN ")[2] + " diffsettings >/dev/null"
        here = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            env=here,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

        self.assertTrue(found)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class WebProcessesTests(SimpleTestCase):
    def test_what_the_unit_and_the_container_start_serves_and_stops_when_told(self):
        (_python, *unit), (_python, *container) = shipped_commands()
        self.assertEqual(unit, container)
        nowhere = {"DATABASE_URL": "postgres://nowhere.invalid/x"}
        # One: a second that has just begun may not hear that it is told to stop.
        ours = PRODUCTION | nowhere | {"PORT": str(free_port()), "WORKERS": "1"}
        del ours["DJANGO_SETTINGS_MODULE"]
        web = start(*unit, env=ours)
        try:
            self.assertTrue(wait_for(lambda: is_alive(int(ours["PORT"]))))
            processes = list(family(web.pid))
            web.terminate()
            self.assertEqual(web.wait(30), 0)
            left = {pid for pid in processes if Path(f"/proc/{pid}").exists()}
            self.assertEqual(left, set())
        finally:
            end(web)


class DeploymentTests(TestCase):
    def test_t56_a_production_site_passes_every_check(self):
        done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")

        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("no issues", done.stdout)

    def test_t56_production_settings_are_strict(self):
        shown = json.loads(run("-c", SHOWN).stdout)

        backend = "django.core.cache.backends.db.DatabaseCache"
        self.assertEqual(shown["CACHES"]["default"]["BACKEND"], backend)
        self.assertEqual(shown["SESSION_COOKIE_NAME"], "__Host-session")
        self.assertEqual(shown["CSRF_COOKIE_NAME"], "__Host-csrf")
        self.assertEqual(shown["ALLOWED_HOSTS"], ["news.example.org"])
        self.assertGreaterEqual(shown["SECURE_HSTS_SECONDS"], 31_536_000)
        for name in ("SECOND_FACTOR_REQUIRED", "SESSION_COOKIE_SECURE",
                     "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):  # fmt: skip
            self.assertTrue(shown[name], name)
        self.assertFalse(shown["DEBUG"] or shown["USE_X_FORWARDED_HOST"])

    def test_each_of_our_own_checks_can_warn(self):
        nobody = {
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        }
        for name, changes in (
            ("newsroom.W001", {"DEMO": True}),
            ("newsroom.W002", {"SITE_URL": "http://news.example.org"}),
            ("newsroom.W003", {"SECURE_SSL_REDIRECT": True, "TRUSTED_PROXIES": 0}),
            ("newsroom.W004", {"MAILERS": {"default": {"BACKEND": "x"}}}),
            ("newsroom.W005", {"CACHES": nobody}),
        ):
            with override_settings(**changes):
                self.assertIn(name, {found.id for found in check_deployment()})
                told = run_checks(include_deployment_checks=True, tags=["security"])
                self.assertIn(name, {found.id for found in told})


def fail(request):
    raise RuntimeError("planted")


def is_alive(port):
    site = http.client.HTTPConnection("127.0.0.1", port)
    with contextlib.suppress(OSError), contextlib.closing(site):
        site.request("GET", "/healthz", headers={"Host": "news.example.org"})
        return site.getresponse().status == 200


class Failing:
    """The site's own addresses, and one that fails."""

    handler400 = "newsroom.errors.bad_request"
    handler404 = "newsroom.errors.not_found"
    handler500 = "newsroom.errors.failed"
    urlpatterns = [
        path("fails/", fail),
        path("plain/", lambda request: HttpResponse("x")),
        path("", include("newsroom.urls")),
    ]


class HeaderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        cls.gone = make.article(status="withdrawn")

    def answers(self):
        story = self.article.get_absolute_url()
        tag = {"If-None-Match": self.client.get(story)["ETag"]}
        yield 200, self.client.get(story)
        yield 301, self.client.get(f"/2001/01/01/{self.article.slug}/")
        yield 302, self.client.get("/desk/")
        yield 303, posting.post(self.client, self.article)
        yield 304, self.client.get(story, headers=tag)
        yield 404, self.client.get("/nothing/at/all/")
        yield 403, posting.post(self.client, self.article, headers={})
        yield 405, self.client.post("/")
        yield 405, self.client.put(posting.address_of(self.article))
        yield 410, self.client.get(self.gone.get_absolute_url())
        yield 413, posting.post(self.client, self.article, comment="x" * 300_000)
        yield 422, posting.post(self.client, self.article, name="")
        yield 500, self.client.get("/fails/")
        yield 400, self.client.get("/", headers={"Host": "evil.example"})
        for address in ("/", "/healthz", "/robots.txt", "/accounts/login/"):
            yield 200, self.client.get(address)

    @override_settings(ROOT_URLCONF=Failing)
    def test_t56_headers_stand_on_every_answer(self):
        self.client.raise_request_exception = False
        for status, answer in self.answers():
            with self.subTest(status, address=answer.request["PATH_INFO"]):
                self.assertEqual(answer.status_code, status)
                self.assertEqual(answer["X-Content-Type-Options"], "nosniff")
                self.assertEqual(answer["X-Frame-Options"], "DENY")
                self.assertEqual(answer["Referrer-Policy"], "same-origin")
                self.assertEqual(answer["Cross-Origin-Opener-Policy"], "same-origin")
                self.assertIn("camera=()", answer["Permissions-Policy"])
                self.assertIn("Cache-Control", answer)
                self.assert_policy(answer)
                if status >= 400 and status != 410:
                    self.assertIn("no-store", answer["Cache-Control"])

    def assert_policy(self, answer):
        """T39: no frame, no inline script, no base, no other host."""
        policy = answer["Content-Security-Policy"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        self.assertEqual(rules["default-src"], "'none'")
        self.assertEqual(rules["base-uri"], "'none'")
        self.assertEqual(rules["frame-ancestors"], "'none'")
        self.assertEqual(rules["form-action"], "'self'")
        self.assertRegex(rules["script-src"], r"^'self'( 'nonce-[\w+/=-]+')?$")
        # The second factor's QR code is a picture in an address, for staff alone.
        staff = answer.request["PATH_INFO"].startswith(settings.STAFF_PREFIXES)
        pictures = "'self' data:" if staff else "'self'"
        self.assertEqual(rules.pop("img-src"), pictures)
        self.assertNotRegex(str(rules), r"unsafe|\*|https?:|data:|blob:")

    @override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000)
    def test_t56_the_way_to_https_has_them_too(self):
        moved = self.client.get("/")
        self.assertEqual(
            (moved.status_code, moved["Location"]), (301, "https://testserver/")
        )
        self.assertIn("Content-Security-Policy", moved)
        page = self.client.get("/", secure=True)
        self.assertIn("max-age=31536000", page["Strict-Transport-Security"])
        self.assertEqual(self.client.get("/healthz").status_code, 200)

    @override_settings(ROOT_URLCONF=Failing)
    def test_t35_errors_and_undeclared_pages_are_stored_by_nobody(self):
        self.client.raise_request_exception = False
        for address in ("/fails/", "/plain/", "/nothing/at/all/"):
            self.assertEqual(
                self.client.get(address)["Cache-Control"], "private, no-store"
            )
