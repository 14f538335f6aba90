"""Comments that are proven by their letters' buttons, as readers do it."""

from django.test import TestCase

from comments import moderation, tokens
from comments.models import Comment, CommentPolicy, Guideline
from tests import make, posting

EMAIL = "ada@example.org"
SAME = {"Sec-Fetch-Site": "same-origin"}


class ProvingTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator")
        cls.article = make.article(headline="Rain on the fair")
        CommentPolicy.objects.update(
            appear="proven", seconds_between=0, network_limit=100
        )
        cls.rules = Guideline.objects.first()

    def send(self, number=0, article=None, **fields):
        """A reader posts; gives the comment."""
        fields = {"email": EMAIL, "comment": f"Remark {number}", **fields}
        answer = posting.post(self.client, article or self.article, **fields)
        self.assertEqual(answer.status_code, 303)
        return Comment.objects.latest("pk")

    def press(self, comment, headers=SAME):
        return self.client.post(self.link(comment), headers=headers)

    def link(self, comment):
        return f"/comments/prove/{tokens.for_proof(comment.pk)}/"

    def decide(self, comment, to):
        comment.refresh_from_db()
        by = moderation.By(self.moderator)
        return moderation.decide(comment, to, by=by, guideline=self.rules)

    def earned(self, *statuses):
        """Comments that were proven, and what people decided on each."""
        for number, status in enumerate(statuses or ["approved"] * 3, start=100):
            comment = self.send(number)
            self.press(comment)
            self.decide(comment, status)

    def status_of(self, comment):
        return Comment.objects.get(pk=comment.pk).status
