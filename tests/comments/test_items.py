"""The quick way to print a thread prints what its template prints."""

from datetime import UTC, datetime

from django.conf import settings
from django.test import SimpleTestCase
from django.utils import translation
from hypothesis import example, given
from hypothesis import settings as trials
from hypothesis import strategies as some

from comments import items
from comments.arranging import Item, Printed, nest, number
from comments.rendering import html_of
from tests.places import plainly

# Names that look like what the quick way puts in place of names.
LIKE_MARKS = [str(mark) for mark in items.MARKS.values()]
LIKE_MARKS += ["{{ author }}", "%(name)s", "%s", "\\1", "\\g<0>", "'\"<&>"]
words = some.text(max_size=60) | some.sampled_from(LIKE_MARKS)
moments = some.integers(0, 2**32).map(lambda s: datetime.fromtimestamp(s, UTC))


@some.composite
def threads(draw):
    """Any run of depths, as the database may hold; some of it gaps."""
    made = []
    for _ in range(draw(some.integers(1, 12))):
        pk = draw(some.integers(1, 2**63 - 1) | some.just(items.MARKS["pk"]))
        comment = Printed(
            pk=pk,
            path=[pk],
            depth=1,
            author_name=draw(words),
            body_html=html_of(draw(words)),
            submitted_at=draw(moments),
            edited_at=draw(some.none() | moments),
        )
        is_gap = draw(some.integers(0, 4)) == 0
        made.append(Item(pk, draw(some.integers(1, 10)), None if is_gap else comment))
    number(made, 1)
    nest(made)
    return made


class ItemTests(SimpleTestCase):
    @trials(deadline=None)
    @given(threads(), some.booleans(), some.sampled_from(settings.LANGUAGES))
    def test_any_thread_is_printed_to_the_byte_as_by_its_template(
        self, thread, takes_replies, language
    ):
        with translation.override(language[0]):
            shown = items.html_of(thread, takes_replies)
            self.assertEqual(shown, plainly(thread, takes_replies))

    @given(threads())
    @example([Item(1, 1), Item(2, 1)])
    def test_lists_that_are_opened_are_closed(self, thread):
        shown = items.html_of(thread, takes_replies=False)

        self.assertEqual(shown.count("<ol "), shown.count("</ol>"))
        self.assertEqual(shown.count("<li>"), shown.count("</li>"))

    def test_where_no_replies_are_taken_none_is_offered(self):
        thread = [Item(1, 1, Printed(1, [1], 1, submitted_at=datetime.now(UTC)))]

        self.assertIn("?reply=1", items.html_of(thread, takes_replies=True))
        self.assertNotIn("reply", items.html_of(thread, takes_replies=False))
