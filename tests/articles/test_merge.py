import re
from datetime import timedelta

from django.test import SimpleTestCase, TestCase
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import publishing
from articles.merging import merge, merge_bodies
from articles.models import Article, Revision
from newsroom.differences import by_word
from tests import make
from tests.articles.admin import change, filled


def html(*paragraphs):
    return "".join(f"<p>{words}</p>" for words in paragraphs)


def words_of(text):
    return set(re.findall(r"\w+", text))


paragraphs = st.lists(st.sampled_from("abcdefgh"), max_size=8).map("w".join)
bodies = st.lists(paragraphs, max_size=6).map(lambda found: html(*found))


class BodyTests(SimpleTestCase):
    @settings(max_examples=300, deadline=None)
    @given(bodies, bodies, bodies)
    def test_every_new_word_is_in_the_result_or_in_a_clash(self, base, mine, theirs):
        result, clashes = merge_bodies(base, mine, theirs)

        kept = words_of(result + "".join(f"{c.mine} {c.theirs}" for c in clashes))
        self.assertLessEqual(words_of(mine) - words_of(base), kept)
        self.assertLessEqual(words_of(theirs) - words_of(base), kept)
        # What all three have is never lost either.
        common = words_of(mine) & words_of(theirs)
        self.assertLessEqual(common, kept | words_of(base))

    @settings(max_examples=200, deadline=None)
    @given(bodies, bodies)
    def test_who_is_alone_in_changing_gets_the_own_text(self, base, mine):
        self.assertEqual(merge_bodies(base, mine, base), (mine, []))
        self.assertEqual(merge_bodies(base, base, mine), (mine, []))
        self.assertEqual(merge_bodies(base, mine, mine), (mine, []))

    def test_different_paragraphs_go_together_even_as_neighbours(self):
        base = html("one", "two", "three")
        mine, theirs = html("ONE", "two", "three"), html("one", "TWO", "three", "four")
        merged, clashes = merge_bodies(base, mine, theirs)
        self.assertEqual(merged, html("ONE", "TWO", "three", "four"))
        self.assertEqual(clashes, [])

    def test_the_same_paragraph_clashes_and_mine_stands(self):
        merged, [clash] = merge_bodies(html("a", "b"), html("a", "x"), html("a", "y"))
        self.assertEqual(merged, html("a", "x"))
        self.assertEqual(clash, (html("b"), html("x"), html("y")))

    def test_fields_that_one_of_us_changed_go_together(self):
        base = {"headline": "H", "dateline": "D", "standfirst": "S"}
        merged = merge(
            base,
            base | {"headline": "Mine", "standfirst": "My"},
            base | {"dateline": "Theirs", "standfirst": "Their"},
        )
        self.assertEqual(
            merged.content,
            {"headline": "Mine", "dateline": "Theirs", "standfirst": "My"},
        )
        self.assertEqual(merged.clashes, {"standfirst": [("S", "My", "Their")]})


class WordTests(SimpleTestCase):
    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=60), st.text(max_size=60))
    def test_a_comparison_holds_both_texts_whole(self, old, new):
        pieces = by_word(old, new)
        self.assertEqual("".join(p.text for p in pieces if p.kind != "new"), old)
        self.assertEqual("".join(p.text for p in pieces if p.kind != "gone"), new)

    def test_one_word_is_one_change(self):
        pieces = by_word("It was two soldiers.", "It was three soldiers.")
        self.assertEqual(
            [(p.kind, p.text.strip()) for p in pieces],
            [
                ("same", "It was"),
                ("gone", "two"),
                ("new", "three"),
                ("same", "soldiers."),
            ],
        )

    def test_two_hundred_thousand_words_are_compared_at_once(self):
        old = " ".join(f"w{n}" for n in range(200_000))
        began = timezone.now()
        by_word(old, old.replace("w777 ", "other "))
        self.assertLess((timezone.now() - began).total_seconds(), 5)


class StaleFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)
        self.article = make.article(
            status="draft", published_at=None, first_published_on=None,
            body=html("one", "two", "three"), dateline="ANBAR",
        )  # fmt: skip
        self.read = filled(self.article)
        theirs = Article.objects.get(pk=self.article.pk)
        theirs.body, theirs.dateline = html("one", "two", "THREE"), "BAGHDAD"
        publishing.save(theirs, by=make.user("Editor"))

    def press(self, **mine):
        return self.client.post(change(self.article), self.read | mine)

    def test_what_does_not_overlap_is_merged_on_the_form_and_saved_by_one_press(self):
        answer = self.press(body=html("ONE", "two", "three"), headline="Mine")
        form = answer.context["adminform"].form

        self.assertContains(answer, "Somebody else saved this story")
        self.assertEqual(form["body"].value(), html("ONE", "two", "THREE"))
        self.assertEqual(form["dateline"].value(), "BAGHDAD")
        self.assertEqual(form.beside, [])
        again = self.read | {name: form[name].value() for name in form.fields}
        again = {name: "" if v is None else v for name, v in again.items()}
        self.client.post(change(self.article), again | {"headline": "Mine"})
        self.article.refresh_from_db()
        self.assertEqual(self.article.body, html("ONE", "two", "THREE"))
        self.assertEqual(
            (self.article.headline, self.article.dateline), ("Mine", "BAGHDAD")
        )

    def test_a_true_overlap_shows_both_and_before(self):
        answer = self.press(body=html("one", "two", "mine"), dateline="MOSUL")
        form = answer.context["adminform"].form

        self.assertEqual(form["body"].value(), html("one", "two", "mine"))
        self.assertContains(answer, "<del>mine</del>")
        self.assertContains(answer, "<ins>THREE</ins>")
        self.assertContains(answer, "<del>MOSUL</del>")

    def test_what_was_refused_is_kept_as_it_was_typed(self):
        self.press(body=html("one", "two", "mine <script>alert(1)</script>"))

        kept = Revision.objects.get(reason="refused")
        self.assertEqual(kept.content["body"], html("one", "two", "mine "))
        self.assertEqual((kept.author, kept.public), (self.editor, False))
        self.assertEqual(kept.base_version, self.read["read_version"])

    def test_a_form_with_an_expiry_takes_theirs(self):
        moment = timezone.now().replace(microsecond=0) + timedelta(days=9)
        theirs = Article.objects.get(pk=self.article.pk)
        theirs.expires_at = moment
        publishing.save(theirs)

        form = self.press(headline="Mine").context["adminform"].form

        local = timezone.localtime(moment)
        self.assertEqual(form.data["expires_at_0"], f"{local:%Y-%m-%d}")
        self.assertEqual(form.data["expires_at_1"], f"{local:%H:%M:%S}")
