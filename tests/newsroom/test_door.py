"""A page that was given out before is given again, with no detour and no difference."""

from datetime import timedelta
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import OperationalError, connection
from django.test import RequestFactory, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from comments.models import Comment
from newsroom.models import Pulse
from newsroom.pages import door
from newsroom.pages.door import Door
from newsroom.pages.store import store
from tests import make

TLS = {"X-Forwarded-Proto": "https"}


class Answer:
    """What a server is told: status, headers and bytes."""

    def __init__(self, application, path, method="GET", headers=None):
        environ = RequestFactory().generic(method, path, headers=headers).environ
        self.body = b"".join(application(environ, self.start))

    def start(self, status, headers):
        self.status, self.headers = status, sorted(headers)

    def whole(self):
        return self.status, self.headers, self.body


class DoorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.story = make.article(body=f"<p>{'Words. ' * 99}</p>")
        cls.story.topics.add(make.topic(slug="harbour"))
        writer = make.contributor(slug="ada")
        cls.story.bylines.create(contributor=writer)
        cls.path = cls.story.get_absolute_url()
        make.comment("approved", article=cls.story)
        # From now on the clock is in what caches are told.
        make.article(published_at=timezone.now() + timedelta(seconds=100))

    def setUp(self):
        store.clear()
        self.passed = []
        self.door, self.handler = Door(self.django), WSGIHandler()
        # The connection is this test's.
        self.enterContext(patch.object(door, "close_old_connections"))
        # One mark is enough for a transaction: what was made before all tests wrote it.
        Pulse.objects.all().delete()

    def django(self, environ, start_response):
        self.passed.append(environ["PATH_INFO"])
        response = self.handler.get_response(WSGIRequest(environ))
        status = f"{response.status_code} {response.reason_phrase}"
        start_response(status, response.items())
        return response

    def ask(self, path="", **options):
        return Answer(self.door, path or self.path, **options)

    def asked_twice(self, path="", **options):
        """Both answers, and whether Django was asked for the second."""
        first = self.ask(path, **options)
        self.passed.clear()
        return first, self.ask(path, **options), bool(self.passed)

    def test_each_kind_of_page_is_given_again_to_the_letter(self):
        day = timezone.localtime(self.story.published_at)
        paths = [
            *("/", "/by/", "/by/ada/", "/topics/", "/topics/harbour/"),
            *(self.path, f"{self.path}feed/", f"{self.path}comments/count/"),
            *("/feed/", "/feed.atom", "/feed.json", "/by/ada/feed/"),
            *(self.story.section.get_absolute_url(), "/corrections/", "/guidelines/"),
            *(f"/{day:%Y}/", f"/{day:%Y/%m}/", f"/{day:%Y/%m/%d}/"),
            *("/sitemap.xml", f"/sitemap-{day:%Y-%m}.xml", "/news-sitemap.xml"),
            *("/robots.txt", "/manifest.webmanifest"),
        ]
        forms = [{"Accept-Encoding": form} for form in ("", "br")]
        for path in paths:
            with self.subTest(path):
                first = [self.ask(path, headers=form).whole() for form in forms]
                self.passed.clear()
                again = [self.ask(path, headers=form).whole() for form in forms]
                self.assertEqual({status for status, *_rest in first}, {"200 OK"})
                self.assertEqual(again, first)
                self.assertEqual(self.passed, [])

    def test_who_holds_it_hears_so_again(self):
        for form in ("", "br"):
            headers = {"Accept-Encoding": form}
            tag = dict(self.ask(headers=headers).headers)["ETag"]
            headers["If-None-Match"] = tag
            first, again, was_asked = self.asked_twice(headers=headers)
            self.assertEqual((first.status, first.body), ("304 Not Modified", b""))
            self.assertEqual(again.whole(), first.whole())
            self.assertFalse(was_asked)
            headers["If-None-Match"] = '"another"'
            self.assertEqual(self.ask(headers=headers).status, "200 OK")
            for held in (f'"another", {tag}', "*"):
                headers["If-None-Match"] = held
                self.assertEqual(self.ask(headers=headers).whole(), first.whole())

    def test_one_question_is_asked_for_it(self):
        tag = dict(self.ask().headers)["ETag"]
        for held in ("", tag, tag):
            with self.assertNumQueries(1):
                self.ask(headers={"If-None-Match": held})

    def test_a_changed_page_is_asked_about_once_more_and_made(self):
        def asked():
            store.clear()
            self.ask()
            make.comment("approved", article=self.story)
            with CaptureQueriesContext(connection) as queries:
                self.ask()
            return [query["sql"] for query in queries if "page_now" in query["sql"]]

        self.assertEqual(len(asked()), 2)

    def test_what_changes_is_seen_at_once(self):
        self.ask()
        make.comment("approved", article=self.story, body="Just approved.")
        self.assertIn(b"Just approved.", self.ask().body)
        self.assertIn(b"Just approved.", self.ask().body)
        Comment.objects.update(visible_from=timezone.now() + timedelta(hours=1))
        publishing.withdraw(self.story, by=make.user())
        self.assertEqual(self.ask().status, "410 Gone")

    def test_what_is_more_than_an_address_goes_through_django(self):
        self.ask()
        for options in (
            {"path": f"{self.path}?reply=1"},
            {"path": f"{self.path}?utm_source=elsewhere"},
            {"method": "HEAD"},
            {"method": "POST"},
            {"headers": {"Host": "elsewhere.example"}},
            {"path": f"{self.path}comments/"},
            {"path": "/desk/"},
        ):
            with self.subTest(**options):
                _first, _again, was_asked = self.asked_twice(**options)
                self.assertTrue(was_asked)

    @override_settings(
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=60,
    )
    def test_what_came_by_tls_is_not_given_without(self):
        self.door, self.handler = Door(self.django), WSGIHandler()
        first, again, was_asked = self.asked_twice(headers=TLS)
        self.assertIn("Strict-Transport-Security", dict(first.headers))
        self.assertEqual(again.whole(), first.whole())
        self.assertFalse(was_asked)
        self.assertEqual(self.ask().status, "301 Moved Permanently")

    def test_in_an_outage_django_answers(self):
        def away(*_statement):
            raise OperationalError("planted")

        before = self.ask()
        with connection.execute_wrapper(away):
            _first, again, was_asked = self.asked_twice()
        self.assertTrue(was_asked)
        self.assertEqual((again.status, again.body), (before.status, before.body))

    def test_what_the_store_has_dropped_is_made_anew(self):
        first = self.ask()
        store.clear()
        self.passed.clear()
        self.assertEqual(self.ask().whole(), first.whole())
        self.assertEqual(self.passed, [self.path])

    @patch.object(door, "MOST", 2)
    def test_no_more_addresses_are_remembered_than_some(self):
        for host in ("localhost", "LOCALHOST", "LocalHost", "localHost"):
            self.assertEqual(self.ask(headers={"Host": host}).status, "200 OK")
        self.assertLessEqual(len(self.door.visits), 2)
