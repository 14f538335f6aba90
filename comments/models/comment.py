from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Section
from comments.models.search import said

# An approved comment shows after this long, so that Undo is whole: until then
# nobody saw it. Undo itself is accepted for a little less.
SHOWN_AFTER = timedelta(seconds=12)
UNDO_WITHIN = timedelta(seconds=10)
# Deeper replies are kept in order of time under this level; a policy may show fewer.
DEEPEST = 10


class CommentStatus(models.TextChoices):
    HELD = "held", _("Held")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")


class CommentQuerySet(models.QuerySet["Comment"]):
    def public(self) -> Self:
        """Approved, not taken back, and its time has come, by the database's clock."""
        return self.filter(
            status=CommentStatus.APPROVED,
            withdrawn_at=None,
            visible_from__lte=TransactionNow(),
        )

    def coming(self) -> Self:
        """Approved, not taken back, and its time is still to come."""
        return self.filter(
            status=CommentStatus.APPROVED,
            withdrawn_at=None,
            visible_from__gt=TransactionNow(),
        )

    def visible(self) -> Self:
        """What every reader may see: public, on a story that is live and shows them."""
        live = Article.objects.live().showing_comments()
        return self.public().filter(
            models.Exists(live.filter(pk=models.OuterRef("article_id")))
        )

    def in_queue(self) -> Self:
        """What the desk has still to decide, longest-waiting first."""
        return self.filter(status=CommentStatus.HELD, withdrawn_at=None).order_by(
            "submitted_at", "pk"
        )


class Comment(models.Model):
    """A reader's remark on a story. Only comments.moderation sets its status.

    Address, website and network address stand in ``Contact``, never here: this row
    can be read by public pages. A trigger fills ``root``, ``depth`` and ``path``
    from the parent, and refuses a parent that stands on another story.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    # The story's, for lists of one section. A trigger keeps it the same.
    section = models.ForeignKey(
        Section, models.PROTECT, editable=False, db_index=False, related_name="+"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    root = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+"
    )
    depth = models.PositiveSmallIntegerField(default=1, editable=False)
    # The ids from the root down to this one: sorting by it gives the thread in order.
    path = ArrayField(models.BigIntegerField(), default=list, editable=False)
    # The moderator whose reply it is. A trigger keeps it as it was at first and allows
    # no Contact beside it, so no reader's comment can bear the newsroom's mark.
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    author_name = models.CharField(_("name"), max_length=245)
    body = models.TextField(_("comment"), max_length=65_525)
    # Made once from the body whenever it is saved: paragraphs, line breaks, links.
    body_html = models.TextField(editable=False)
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=CommentStatus,
        default=CommentStatus.HELD,
        editable=False,
    )
    # Goes up with every edit and decision: proves what a moderator had seen.
    version = models.PositiveIntegerField(default=1, editable=False)
    submitted_at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    visible_from = models.DateTimeField(null=True, editable=False)
    # Withdrawing is the author's act; status is the desk's. Keep them apart.
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    # Set while the words are not the writer's own; the desk keeps those as a Wording.
    edited_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    # One less than nothing for each check that flagged it, by a trigger: sorted upwards
    # it gives the riskiest first and, among equals, the longest-waiting.
    calmness = models.SmallIntegerField(db_default=0, editable=False)
    # When the oldest report came that nobody has dealt with, by a trigger.
    reported_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", "Can decide on comments")]
        constraints = [
            models.CheckConstraint(
                name="comment_status_known",
                condition=Q(status__in=CommentStatus.values),
            ),
            models.CheckConstraint(
                name="comment_decided_unless_held",
                condition=Q(status=CommentStatus.HELD, decided_at=None)
                | (~Q(status=CommentStatus.HELD) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="comment_approved_has_its_time",
                condition=Q(status=CommentStatus.APPROVED, visible_from__isnull=False)
                | (~Q(status=CommentStatus.APPROVED) & Q(visible_from=None)),
            ),
            models.CheckConstraint(
                name="comment_blank_only_when_erased",
                condition=Q(erased_at__isnull=False)
                | (~Q(author_name="") & ~Q(body="")),
            ),
            models.CheckConstraint(
                name="comment_erased_holds_nothing",
                condition=Q(erased_at=None) | Q(author_name="", body="", body_html=""),
            ),
        ]
        indexes = [
            # A story page reads one thread in its order.
            models.Index(
                fields=["article", "path"],
                name="comment_thread",
                # Whether its time has come is read from the index too: a thread of
                # thousands is counted without reading its comments.
                include=["visible_from"],
                condition=Q(status=CommentStatus.APPROVED, withdrawn_at=None),
            ),
            # Lists ask for the newest that became visible, and the next to come.
            models.Index(
                fields=["visible_from"],
                name="comment_visible_from",
                condition=Q(status=CommentStatus.APPROVED),
            ),
            models.Index(
                fields=["article", "visible_from"],
                name="comment_visible_on_story",
                condition=Q(status=CommentStatus.APPROVED),
            ),
            # The desk reads only held rows, a sliver of the table.
            models.Index(
                fields=["submitted_at", "id"],
                name="comment_queue",
                condition=Q(status=CommentStatus.HELD),
            ),
            models.Index(
                fields=["calmness", "submitted_at", "id"],
                name="comment_queue_by_risk",
                condition=Q(status=CommentStatus.HELD),
            ),
            models.Index(
                fields=["article", "submitted_at", "id"],
                name="comment_queue_of_story",
                condition=Q(status=CommentStatus.HELD),
            ),
            models.Index(
                fields=["section", "submitted_at", "id"],
                name="comment_queue_of_section",
                condition=Q(status=CommentStatus.HELD),
            ),
            models.Index(
                fields=["section", "calmness", "submitted_at", "id"],
                name="comment_queue_section_risk",
                condition=Q(status=CommentStatus.HELD),
            ),
            models.Index(
                fields=["reported_at", "id"],
                name="comment_reported",
                condition=Q(reported_at__isnull=False),
            ),
            # The desk's other list: what was decided, newest first.
            models.Index(
                fields=["-decided_at", "-id"],
                name="comment_decided",
                condition=Q(decided_at__isnull=False),
            ),
            models.Index(
                fields=["article", "-decided_at", "-id"],
                name="comment_decided_of_story",
                condition=Q(decided_at__isnull=False),
            ),
            models.Index(
                fields=["staff"],
                name="comment_by_staff",
                condition=Q(staff__isnull=False),
            ),
            # What is not published is kept for a time only.
            models.Index(
                fields=["decided_at"],
                name="comment_refused",
                condition=Q(
                    status__in=[CommentStatus.REJECTED, CommentStatus.SPAM],
                    erased_at=None,
                ),
            ),
            models.Index(
                fields=["withdrawn_at"],
                name="comment_withdrawn",
                condition=Q(withdrawn_at__isnull=False, erased_at=None),
            ),
            # The desk searches all comments.
            GinIndex(said(), name="comment_words"),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.body[:60]}"

    def get_absolute_url(self) -> str:
        """Its place in its story. One query unless the story is loaded."""
        return f"{self.article.get_absolute_url()}#comment-{self.pk}"
