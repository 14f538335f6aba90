import re
from unittest.mock import patch

from django.template import Context, Engine, TemplateSyntaxError
from django.test import SimpleTestCase, TestCase

from comments import escalating, moderation
from comments.models import Comment, Guideline, Report, ScreeningResult
from comments.templatetags import desk
from comments.templatetags.desk import Alike
from comments.views.desk.card import Card
from comments.views.desk.findings import Findings
from tests import make

ENGINE = Engine(libraries={"desk": "comments.templatetags.desk"})


def card(pk, version=1):
    return Card(Comment(pk=pk, version=version), Findings(), {})


class PageTests(TestCase):
    """All kinds of cards look the same, whether parts are printed once or anew."""

    def setUp(self):
        self.moderator = make.user("Moderator")
        self.editor = make.user("Managing editor", display_name="Edda")
        story = make.article()
        first = make.comment(article=story, email="often@example.org")
        comments = [
            first,
            *(
                make.comment(status, article=story, email="often@example.org")
                for status in ("held", "approved", "rejected", "spam")
            ),
        ]
        comments += [make.comment(), make.comment("approved")]
        Report.objects.create(comment=comments[2], comment_version=1, body="Words")
        Report.objects.create(comment=comments[6], comment_version=1, body="Words")
        ScreeningResult.objects.create(
            comment=first, version=1, check_name="links", outcome="flagged"
        )
        first.refresh_from_db()
        escalating.escalate(
            comments[1].pk, "May we?", to=self.editor, by=self.moderator
        )
        moderation.decide(
            comments[5],
            "rejected",
            by=moderation.By(moderator=self.moderator),
            guideline=Guideline.objects.first(),
        )
        self.client.force_login(self.moderator)

    def page(self, address):
        html = self.client.get(address).content.decode()
        token = r'(name="csrfmiddlewaretoken" value)="[^"]*"'
        html = re.sub(r'name="made_at" value="[^"]*"', "", html)
        return re.sub(r'nonce="[^"]*"', "", re.sub(token, r"\1", html))

    def test_what_is_printed_once_is_what_each_card_would_print(self):
        render = Alike.render

        def anew(node, context):
            context["card"].printed.clear()
            return render(node, context)

        for address in ("/desk/", "/desk/?queue=every", "/desk/?queue=reported"):
            once = self.page(address)
            with patch.object(Alike, "render", anew):
                each = self.page(address)
            self.assertGreaterEqual(once.count("data-card="), 2, address)
            self.assertEqual(once, each)
            self.assertNotIn(desk.ID, once)


class TagTests(SimpleTestCase):
    def rendered(self, source, *cards, **values):
        template = ENGINE.from_string("{% load desk %}" + source)
        printed = cards[0].printed
        for each in cards:
            each.printed = printed
        return [
            template.render(Context({"card": each, "comment": each.comment, **values}))
            for each in cards
        ]

    def test_each_card_has_its_own_number_and_version(self):
        source = "{% alike %}{{ card.id }}/{{ card.seen }}{% endalike %}"
        printed = self.rendered(source, card(1), card(22, version=3))
        self.assertEqual(printed, ["1/1.1", "22/22.3"])

    def test_other_values_print_anew(self):
        source = "{% alike at=comment.version %}{{ card.id }} at {{ at }}{% endalike %}"
        printed = self.rendered(source, card(1), card(2, version=9), card(3))
        self.assertEqual(printed, ["1 at 1", "2 at 9", "3 at 1"])

    def test_nothing_else_of_a_card_has_a_value_inside(self):
        source = "{% alike %}[{{ comment.version }}{{ card.body }}]{% endalike %}"
        self.assertEqual(self.rendered(source, card(1), card(2)), ["[]", "[]"])

    def test_what_belongs_to_the_page_has(self):
        source = "{% alike %}{{ words }}{% endalike %}"
        printed = self.rendered(source, card(1), card(2), words="<Both>")
        self.assertEqual(printed, ["&lt;Both&gt;"] * 2)

    def test_a_word_that_is_no_value_is_an_error(self):
        with self.assertRaisesMessage(TemplateSyntaxError, "not acts"):
            ENGINE.from_string("{% load desk %}{% alike acts %}{% endalike %}")
