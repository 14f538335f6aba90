"""Moderators are told that comments wait: as they chose, once, and of no reader."""

from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db.models import F, Value
from django.test import TestCase, override_settings

from comments import moderation, telling
from comments.models import Comment, CommentPolicy, Tell, Telling
from newsroom.models import Letter
from tests import make

NOW, MINUTE, HOUR = timedelta(0), timedelta(minutes=1), timedelta(hours=1)


def moderator(tell="", email="mona@example.org", sections=(), **wish):
    user = make.user("Moderator", email=email, **wish.pop("user", {}))
    row = Telling.objects.create(moderator=user, tell=tell, **wish)
    row.sections.set(sections)
    return user


def held(age=MINUTE, **fields):
    comment = make.comment(**fields)
    earlier = TransactionNow() - Value(age)
    Comment.objects.filter(pk=comment.pk).update(submitted_at=earlier)
    return comment


def pass_the_time(span):
    """The database's clock cannot be set, so everything grows older."""
    older = Value(span)
    Comment.objects.update(submitted_at=F("submitted_at") - older)
    Telling.objects.update(
        told_at=F("told_at") - older, told_until=F("told_until") - older
    )
    Letter.objects.update(sent_at=TransactionNow())


def letters():
    """What is written this minute."""
    known = set(Letter.objects.values_list("pk", flat=True))
    telling.tell_all()
    return list(Letter.objects.exclude(pk__in=known).order_by("to"))


class WhenTests(TestCase):
    def test_every_comment_is_told_once(self):
        moderator(Tell.EACH)
        held(article=make.article(headline="Rain on the fair"))

        (letter,) = letters()
        self.assertIn("Rain on the fair", letter.body)
        pass_the_time(MINUTE)
        self.assertEqual(letters(), [])
        held(article=make.article(headline="Sun on the fair"))
        (letter,) = letters()
        self.assertIn("Sun on the fair", letter.body)
        self.assertNotIn("Rain on the fair", letter.body)
        self.assertIn("2 comments wait", letter.subject)

    def test_a_pile_on_is_one_letter_a_minute(self):
        moderator(Tell.EACH)
        story = make.article()
        for _number in range(20):
            held(article=story)

        (letter,) = letters()
        self.assertIn("20 on", letter.body)

    def test_a_digest_comes_every_so_many_hours(self):
        moderator(Tell.DIGEST, tell_hours=4)
        held()

        self.assertEqual(letters(), [])
        pass_the_time(4 * HOUR)
        self.assertEqual(len(letters()), 1)
        held(age=NOW)
        pass_the_time(3 * HOUR)
        self.assertEqual(letters(), [])
        pass_the_time(HOUR)
        self.assertEqual(len(letters()), 1)

    def test_a_digest_with_nothing_new_is_not_sent(self):
        moderator(Tell.DIGEST, tell_hours=1)
        held()
        pass_the_time(HOUR)
        letters()
        pass_the_time(5 * HOUR)

        self.assertEqual(letters(), [])

    def test_a_late_comment_is_told_when_it_is_late_and_not_again(self):
        moderator(Tell.LATE, tell_minutes=30)
        held(age=20 * MINUTE)

        self.assertEqual(letters(), [])
        pass_the_time(15 * MINUTE)
        (letter,) = letters()
        self.assertIn("It has waited 35\xa0minutes", letter.body)
        pass_the_time(HOUR)
        self.assertEqual(letters(), [])

    def test_what_was_decided_in_time_is_not_told(self):
        moderator(Tell.LATE, tell_minutes=30)
        moderation.decide(held(), "approved", by=moderation.By(policy="test"))
        pass_the_time(HOUR)

        self.assertEqual(letters(), [])

    def test_nothing_is_nothing(self):
        moderator(Tell.NOTHING)
        held()
        self.assertEqual(letters(), [])

    def test_a_letter_that_still_waits_is_not_followed_by_another(self):
        """The mail server is away: when it is back, one letter tells all."""
        moderator(Tell.EACH)
        held()
        self.assertEqual(len(letters()), 1)
        held(age=NOW)
        self.assertEqual(letters(), [])
        pass_the_time(MINUTE)
        self.assertEqual(len(letters()), 1)


class WhomTests(TestCase):
    def setUp(self):
        self.policy = CommentPolicy.objects.all()

    def test_only_comments_of_the_chosen_sections_are_told(self):
        sport, culture = make.section(), make.section()
        moderator(Tell.EACH, sections=[sport])
        held(article=make.article(section=culture))
        self.assertEqual(letters(), [])

        held(article=make.article(section=sport))
        (letter,) = letters()
        self.assertIn("1 comment waits", letter.subject)

    def test_who_has_not_chosen_is_told_as_the_policy_says(self):
        make.user("Moderator", email="otto@example.org")
        held()
        self.policy.update(tell=Tell.NOTHING)
        self.assertEqual(letters(), [])

        self.policy.update(tell=Tell.EACH)
        self.assertEqual([letter.to for letter in letters()], ["otto@example.org"])

    def test_addresses_of_the_policy_are_told_in_the_sites_language(self):
        self.policy.update(tell=Tell.EACH, tell_addresses="desk@paper.org\nb@paper.org")
        held()

        first, second = letters()
        self.assertEqual((first.to, second.to), ("b@paper.org", "desk@paper.org"))
        self.assertNotIn("/desk/told/", first.body)
        self.policy.update(tell_addresses="")
        pass_the_time(MINUTE)
        held()
        self.assertEqual(letters(), [])

    def test_who_may_no_longer_moderate_gets_nothing_more(self):
        user = moderator(Tell.EACH)
        held()
        self.assertEqual(len(letters()), 1)
        user.groups.clear()

        held()
        self.assertEqual(letters(), [])
        self.assertFalse(Letter.objects.exists(), "not even what still waits")

    def test_neither_does_who_left_or_has_no_address(self):
        moderator(Tell.EACH, user={"is_active": False})
        moderator(Tell.EACH, email="")
        held()
        self.assertEqual(letters(), [])


@override_settings(SITE_URL="https://news.example.org")
class WordsTests(TestCase):
    def letter(self, language="", **fields):
        moderator(Tell.EACH, user={"language": language})
        held(age=3 * HOUR, **fields)
        (letter,) = letters()
        return letter

    def test_a_letter_tells_stories_numbers_and_ways_and_no_reader(self):
        story = make.article(headline="Rain & <sun> on the fair")

        letter = self.letter(
            article=story,
            author_name="Zorro",
            email="secret@example.org",
            body="Write to hidden@example.org.",
        )

        self.assertIn("Rain & <sun> on the fair", letter.body)
        self.assertIn("It has waited 3\xa0hours", letter.body)
        for way in ("/desk/", f"/desk/?story={story.pk}", "/desk/told/"):
            self.assertIn(f"https://news.example.org{way}\n", f"{letter.body}\n")
        self.assertEqual(letter.preferences, "https://news.example.org/desk/told/")
        for words in ("Zorro", "secret@", "hidden@"):
            self.assertNotIn(words, letter.body + letter.subject)

    def test_a_letter_speaks_its_readers_language(self):
        letter = self.letter("ar")
        self.assertRegex(letter.subject, "[\u0621-\u064a]{4}")
        self.assertNotIn("wait", letter.subject + letter.body)

    def test_many_stories_are_named_up_to_a_number(self):
        moderator(Tell.EACH)
        for _number in range(telling.MOST_NAMED + 3):
            held()
        (letter,) = letters()
        self.assertIn("and on 3 more stories", letter.body)

    def test_every_way_in_a_letter_is_behind_sign_in_and_decides_nothing(self):
        letter = self.letter()
        before = make.decisions()
        for line in letter.body.splitlines():
            if line.startswith("https://"):
                path = line.removeprefix("https://news.example.org")
                answer = self.client.get(path)
                self.assertEqual(answer.status_code, 302)
                self.assertIn("/accounts/login/", answer["Location"])
        self.assertEqual(make.decisions(), before)
