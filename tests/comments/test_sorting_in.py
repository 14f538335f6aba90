"""The words of comments are sorted into their index while nobody waits for it."""

from django.db import connection
from django.test import TestCase

from comments.tasks import sort_words_in
from tests import make


class SortingTests(TestCase):
    def waiting(self):
        """How many blocks of words were waiting; none are afterwards."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('comment_words')")
            return cursor.fetchone()[0]

    def test_nothing_is_left_to_those_who_write(self):
        make.comment()
        self.assertGreater(self.waiting(), 0)
        make.comment()
        sort_words_in(timestamp=0)
        self.assertEqual(self.waiting(), 0)
