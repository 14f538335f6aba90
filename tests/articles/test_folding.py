"""Letters are folded alike wherever a text is stored, indexed or asked for."""

from django.db import connection
from django.test import TestCase

from articles.models.search import (
    DROPPED,
    FROM_LETTERS,
    TO_LETTERS,
    folded,
    folded_if_needed,
)
from comments.models import Comment
from comments.models.search import holds
from tests import make
from tests.data import VECTORS, lines_of

# What they stand for, in the words of PostgreSQL: slower, and beyond doubt.
PLAINLY = f"translate(t, '{FROM_LETTERS}{DROPPED}', '{TO_LETTERS}')"
OTHERWISE = f"""
SELECT t, {PLAINLY}, {folded("t")}, {folded_if_needed("t")}
FROM unnest(%s::text[]) AS t
WHERE {folded("t")} IS DISTINCT FROM {PLAINLY}
   OR {folded_if_needed("t")} IS DISTINCT FROM {PLAINLY}
"""  # noqa: S608 (ours)
LETTERS = FROM_LETTERS + DROPPED
BESIDE = "“river’s” café — Ünlü ابجد يوه لإلىگـــةِّ 😀\n\\1 \\& [^]-"
# From the Arabic block to the next, and what has no width.
NEAR = map(chr, [*range(0x0600, 0x0780), *range(0x2000, 0x2070)])
REAL = (
    *("articles/ar-wikinews", "articles/en-wikinews", "articles/fr-wikinews"),
    *("articles/fa-ntrex-tests-only", "articles/he-ntrex-tests-only"),
    *("comments/mlma_ar.train", "comments/sms.train", "comments/youtube.train"),
    "comments/wikitalk.train",
)


def strings(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


class FoldingTests(TestCase):
    def assertFoldedAlike(self, texts):  # noqa: N802 (unittest's style)
        with connection.cursor() as cursor:
            cursor.execute(OTHERWISE, [texts])
            self.assertEqual(cursor.fetchall(), [])

    def test_each_letter_alone_among_others_and_twice(self):
        for letter in LETTERS:
            self.assertFoldedAlike(
                [letter, letter * 2, f"a{letter}b", f"{letter}{BESIDE}{letter}"]
            )
        self.assertFoldedAlike([LETTERS, LETTERS[::-1], TO_LETTERS, BESIDE, *NEAR])

    def test_nothing_and_what_has_nothing_to_fold(self):
        self.assertFoldedAlike([None, "", " ", "A river rises.", "“É”", *VECTORS])
        self.assertFoldedAlike(["word " * 20_000, "كلمة " * 20_000, "ـ" * 20_000])

    def test_real_texts(self):
        texts = strings([lines_of(f"{name}.jsonl") for name in REAL])
        self.assertGreater(len(texts), 5000)
        self.assertFoldedAlike([*texts, "\n".join(texts)])

    def test_a_comment_is_found_by_any_spelling_of_its_words(self):
        said = make.comment(body="ذهبتُ إلى المـدرسة مع أحمد")
        for words in ("ذهبت الي المدرسه مع احمد", "إلى", "المَدرسة", '"مع أحمد"'):
            found = Comment.objects.filter(holds(words))
            self.assertEqual(list(found), [said], words)

    def test_a_search_of_comments_asks_the_index_of_their_words(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Comment.objects.filter(holds("river")).explain()
        self.assertIn("on comment_words", plan)
