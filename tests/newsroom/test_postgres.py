"""What our database backend leaves out, and what it must not leave out."""

import threading

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from newsroom.pages.store import store
from newsroom.postgres import prepared
from tests import make
from tests.committed import CommittedTestCase


class PreparedTests(TestCase):
    def test_a_pages_validator_is_planned_once_for_all_its_readers(self):
        stories = [make.article() for _ in range(3)]

        for story in stories:
            for _ in range(2):
                self.assertContains(
                    self.client.get(story.get_absolute_url()), story.headline
                )

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements"
                " WHERE statement LIKE '%page_next%'"
            )
            # Once to see whether a page is another, once to make it.
            self.assertEqual(cursor.fetchone(), (2,))

    def test_the_log_of_queries_shows_the_values_too(self):
        store.clear()
        with CaptureQueriesContext(connection) as queries:
            self.client.get("/2026/01/02/no-such-story/")

        self.assertIn("'no-such-story'", queries[0]["sql"])

    def test_values_and_percent_signs_come_through(self):
        statement = prepared.written_out(
            "SELECT %s || %s, 7 %% 4, %s", ["50%s'", "\\", 3], kept=int
        )

        with prepared.cursor() as cursor:
            for number in (3, 4):
                cursor.execute(statement, [number])
                self.assertEqual(cursor.fetchone(), ("50%s'\\", 3, number))


class KeptConnectionTests(CommittedTestCase):
    def on_a_connection_of_its_own(self, test):
        failures = []

        def run():
            try:
                test()
            except BaseException as failure:
                failures.append(failure)
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        for failure in failures:
            raise failure

    def test_one_that_stands_is_asked_nothing(self):
        def stands():
            connection.ensure_connection()
            with CaptureQueriesContext(connection) as queries:
                self.assertTrue(connection.is_usable())
            self.assertEqual(len(queries), 0)

        self.on_a_connection_of_its_own(stands)

    def test_one_that_the_server_ended_is_replaced_before_it_is_used(self):
        def ended():
            connection.ensure_connection()
            connection.health_check_enabled = True
            number = connection.connection.info.backend_pid
            other = connection.copy()
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
            other.close()
            connection.health_check_done = False  # as when a request begins

            self.assertFalse(connection.is_usable())
            with prepared.cursor() as cursor:
                cursor.execute("SELECT 1")
                self.assertEqual(cursor.fetchone(), (1,))

        self.on_a_connection_of_its_own(ended)

    def test_a_word_from_the_server_is_no_hanging_up(self):
        def told():
            connection.ensure_connection()
            other = connection.copy()
            with connection.cursor() as cursor:
                cursor.execute("LISTEN newsroom_test")
            with other.cursor() as cursor:
                cursor.execute("NOTIFY newsroom_test")
            other.close()

            self.assertTrue(connection.is_usable())

        self.on_a_connection_of_its_own(told)
