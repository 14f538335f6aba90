"""What a log line may hold: one event, no address, no words."""

import io
import logging

from django.db import IntegrityError, connection, transaction
from django.test import SimpleTestCase, TestCase

from comments.models import Comment, Contact
from newsroom.embedded import cluster_at
from newsroom.logs import LineFormatter
from tests import make, posting


class LogTestCase(SimpleTestCase):
    def setUp(self):
        self.lines = io.StringIO()
        handler = logging.StreamHandler(self.lines)
        handler.setFormatter(LineFormatter("%(levelname)s %(name)s %(message)s"))
        root = logging.getLogger()
        root.addHandler(handler)
        self.addCleanup(root.removeHandler, handler)

    @property
    def logged(self):
        return self.lines.getvalue()


class LineTests(LogTestCase):
    def test_t25_controls_are_written_out_and_never_obeyed(self):
        hostile = "a\r\nINFO forged\x1b[2J\x00\x85b\u2028c\u202ed"

        logging.getLogger("x").warning("Name %s", hostile)

        self.assertEqual(self.logged.count("\n"), 1)
        self.assertIn(
            "a\\x0d\\x0aINFO forged\\x1b[2J\\x00\\x85b\\u2028c\\u202ed", self.logged
        )

    def test_t25_an_address_is_never_written(self):
        logging.getLogger("x").error("For <reader.one+x@mail.example.org>, again")

        self.assertIn("For <[address]>, again", self.logged)

    def test_a_traceback_keeps_its_lines_and_its_causes(self):
        try:
            try:
                int("first fault")
            except ValueError as fault:
                raise KeyError("second fault") from fault
        except KeyError:
            logging.getLogger("x").exception("It failed")

        for words in (
            "test_logs.py",
            "ValueError: invalid literal",
            "KeyError: 'second",
        ):
            self.assertIn(words, self.logged)
        self.assertLess(self.logged.index("ValueError"), self.logged.index("KeyError"))


class RequestTests(LogTestCase, TestCase):
    def test_t25_what_visitors_send_stands_in_no_line(self):
        article = make.article()
        for fields in ({"email": "wrong @reader"}, {"token": "x"}, {"parent": "7"}):
            posting.post(self.client, article, comment="Very private words", **fields)
            posting.post(self.client, article, headers={}, comment="Very private words")
        self.client.get("/nothing%0d%0aERROR%20forged%1b[2J/", {"q": "a@b.example"})
        self.client.get("/", headers={"User-Agent": "x\x1b[2J", "Host": "evil.example"})

        self.assertNotIn("Very private words", self.logged)
        self.assertNotIn("@", self.logged)
        self.assertNotIn("127.0.0.1", self.logged)
        self.assertNotIn("\x1b", self.logged)
        self.assertFalse([x for x in self.logged.splitlines() if x.startswith("ERROR")])

    def test_t25_what_the_database_quotes_of_a_row_is_left_out(self):
        comment = make.comment(email="quoted@example.org", body="Very\n\nprivate words")
        key = comment.contact.content_key
        other = make.comment()
        for change in (
            lambda: Contact.objects.filter(pk=other.pk).update(content_key=key),
            lambda: Comment.objects.filter(pk=comment.pk).update(author_name=""),
            lambda: Contact.objects.filter(pk=comment.pk).update(email=""),
        ):
            try:
                with transaction.atomic():
                    change()
                    connection.check_constraints()
            except IntegrityError as refusal:
                self.assertIn("DETAIL", str(refusal))
                logging.getLogger("x").exception("It failed")

        self.assertEqual(self.logged.count("IntegrityError"), 3)
        for words in ("DETAIL", "private words", "quoted@", str(bytes(key))):
            self.assertNotIn(words, self.logged)

    def test_t25_nor_does_the_database_write_it_down_itself(self):
        if "CLUSTER" not in connection.settings_dict:
            self.skipTest("DATABASE_URL names a server whose log is not ours to read")
        cluster = cluster_at(connection.settings_dict["CLUSTER"])
        comment = make.comment(email="server.log@example.org", body="Private words")
        changed = Contact.objects.filter(pk=comment.pk)
        with self.assertRaises(IntegrityError), transaction.atomic():
            changed.update(email="", website="https://private.example")

        logged = cluster.log.read_text()
        self.assertIn("contact_has_an_address", logged)
        for words in ("server.log@", "private.example", "Private words"):
            self.assertNotIn(words, logged)
