"""The demo's comments: written, screened and decided on as a reader's would be."""

from collections.abc import Callable, Mapping
from copy import copy
from datetime import datetime, timedelta

from articles.models import Article
from comments import moderation
from comments.forms import CommentForm
from comments.models import Comment, CommentPolicy, CommentStatus
from comments.screening.evidence import Evidence
from comments.screening.names import staff_names
from comments.submissions import Submission, submit
from newsroom.client import keyed_hash
from newsroom.demo import POLICY
from newsroom.demo.content import Letter, queue, span, threads

READ_AFTER = timedelta(minutes=7)


def token() -> str:
    """Stands where a real comment keeps its form's token. Nobody can guess it."""
    return keyed_hash("demo newsroom").hex()


class Post:
    """Brings letters in, each at its time."""

    def __init__(self, now: datetime, done: Callable[..., None]) -> None:
        self.now = now
        self.done = done
        # Weeks of comments come in a minute: the limits of pace do not apply.
        self.policy = copy(CommentPolicy.objects.get(pk=1))
        self.policy.seconds_between = 0
        self.policy.network_limit = 10_000
        self.staff_names = staff_names()

    def deliver(self, stories: Mapping[str, Article]) -> None:
        for name, letters in threads().items():
            for letter in letters:
                self.publish(letter, stories[name], None)
        for letter in queue():
            article = stories[letter.head["story"]]
            self.hold(
                letter,
                article,
                said_by(letter.head.get("to"), article),
                self.now - span(letter.head["ago"]),
            )

    def publish(self, letter: Letter, article: Article, parent: Comment | None) -> None:
        """Approve it a while after it came, then the replies under it."""
        assert article.published_at is not None  # noqa: S101 (for the type checker)
        moment = article.published_at + span(letter.head["after"])
        comment = self.hold(letter, article, parent, moment)
        by = moderation.By(policy=POLICY)
        moderation.decide(comment, CommentStatus.APPROVED, by=by)
        Comment.objects.filter(pk=comment.pk).update(
            visible_from=min(moment + READ_AFTER, self.now)
        )
        for reply in letter.replies:
            self.publish(reply, article, comment)

    def hold(
        self,
        letter: Letter,
        article: Article,
        parent: Comment | None,
        moment: datetime,
    ) -> Comment:
        if not article.published_at or not article.published_at < moment < self.now:
            raise ValueError(f"{letter.name} answers at a time that cannot be.")
        pk = submit(self.submission(letter, article, parent), self.policy)
        Comment.objects.filter(pk=pk).update(submitted_at=moment)
        self.done(1)
        return Comment.objects.get(pk=pk)

    def submission(
        self, letter: Letter, article: Article, parent: Comment | None
    ) -> Submission:
        typed = {"name": letter.name, "email": letter.email, "comment": letter.words}
        form = CommentForm(typed, policy=self.policy)
        if not form.is_valid():
            raise ValueError(f"{letter.name}: {form.errors.as_text()}")
        said = form.cleaned_data
        return Submission(
            article=article,
            parent=parent,
            name=said["name"],
            email=said["email"],
            website="",
            body=said["comment"],
            token=token(),
            network=keyed_hash("network", "demo", letter.email),
            evidence=Evidence(
                name=said["name"],
                body=said["comment"],
                token_is_ours=not letter.head.get("foreign_form", False),
                honeypot=letter.head.get("honeypot", ""),
                seconds_on_form=letter.head.get("seconds"),
                max_links=self.policy.max_links,
                staff_names=self.staff_names,
            ),
        )


def said_by(name: str | None, article: Article) -> Comment | None:
    """The first approved comment of that name on the story, for a reply to answer."""
    if name is None:
        return None
    said = Comment.objects.visible().filter(article=article, author_name=name)
    return said.earliest("pk")
