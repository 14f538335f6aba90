from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from comments.models.comment import DEEPEST
from comments.models.telling import Whom

# Said in each story's language until the newsroom writes a sentence of its own.
PAUSED = gettext_noop("Comments are paused for the moment. Please come back later.")


class Appear(models.TextChoices):
    """What must have happened before a comment appears."""

    DECIDED = "decided", _("A person decided on it")
    PROVEN = "proven", _("A person decided, or its writer has earned trust")


class Order(models.TextChoices):
    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")


def within(least: int, most: int) -> list[BaseValidator]:
    return [MinValueValidator(least), MaxValueValidator(most)]


class CommentPolicy(Whom):
    """How the newsroom takes comments. One row, made by a migration."""

    paused = models.BooleanField(
        _("pause all commenting"),
        default=False,
        help_text=_(
            "No story takes comments. What is published stays, and readers see the"
            " sentence below instead of the form."
        ),
    )
    paused_sentence = models.CharField(
        _("sentence while paused"),
        max_length=300,
        default=PAUSED,
        help_text=_("It stands where the form was, and answers whoever posts."),
    )
    appear = models.CharField(
        _("before a comment appears"),
        max_length=7,
        choices=Appear,
        default=Appear.DECIDED,
        help_text=_(
            "With trust, each writer is sent a letter with a button that proves the"
            " address. A comment that was proven so appears by itself if its writer’s"
            " last proven comments, as many as the next field says, were all approved"
            " by a person, and if no check flags it. Without the button nothing ever"
            " does: anybody can type an address."
        ),
    )
    approvals_needed = models.PositiveSmallIntegerField(
        _("approvals that earn trust"),
        default=3,
        validators=within(1, 100),
        help_text=_(
            "Approved one after the other; a rejected one makes the count begin anew."
        ),
    )
    max_links = models.PositiveSmallIntegerField(
        _("links before a comment is flagged"),
        default=2,
        help_text=_(
            "A comment with more is flagged, and always waits for a person. 0: with"
            " any link."
        ),
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("close after days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Counted from publication: older stories show their comments and take no"
            " new ones. Empty: stories stay open."
        ),
    )
    max_length = models.PositiveIntegerField(
        _("longest comment"),
        default=5000,
        validators=within(1, 65_525),
        help_text=_("In characters. A longer one comes back to its writer."),
    )
    ask_website = models.BooleanField(
        _("ask for a website"),
        default=False,
        help_text=_("One more field on the form. Only moderators see what it says."),
    )
    seconds_between = models.PositiveSmallIntegerField(
        _("seconds between comments"),
        default=15,
        help_text=_("From one e-mail address, on one story. 0: no limit."),
    )
    network_limit = models.PositiveSmallIntegerField(
        _("comments in ten minutes from one network address"),
        default=20,
        validators=[MinValueValidator(1)],
        help_text=_("Many people may share one: a school, an office, a telephone net."),
    )
    order = models.CharField(
        _("order of comments"),
        max_length=6,
        choices=Order,
        default=Order.OLDEST,
        help_text=_(
            "Of the comments on the story itself. Replies stand under what they answer,"
            " oldest first."
        ),
    )
    per_page = models.PositiveSmallIntegerField(
        _("comments per page"),
        default=50,
        validators=within(1, 200),
        help_text=_("Comments on the story itself; replies come with them."),
    )
    depth = models.PositiveSmallIntegerField(
        _("levels of replies"),
        default=5,
        validators=within(1, DEEPEST),
        help_text=_("Deeper replies are shown at the last level. 1: all side by side."),
    )
    network_days = models.PositiveSmallIntegerField(
        _("days to keep the network hash"),
        default=30,
        validators=within(1, 3650),
        help_text=_(
            "It says “the same network again” and nothing else. Afterwards a comment"
            " from there cannot be recognised."
        ),
    )
    refused_days = models.PositiveSmallIntegerField(
        _("days to keep what is not published"),
        default=90,
        validators=within(1, 3650),
        help_text=_(
            "Name, text and address of comments that were rejected, spam or withdrawn,"
            " counted from then. The decisions stay on record, without a word of them."
        ),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("comment policy")
        verbose_name_plural = _("comment policy")
        constraints = [
            models.CheckConstraint(name="comment_policy_is_one", condition=Q(id=1)),
            models.CheckConstraint(
                name="comment_policy_within_limits",
                condition=Q(depth__gte=1, depth__lte=DEEPEST)
                & Q(per_page__gte=1, per_page__lte=200)
                & Q(max_length__gte=1, max_length__lte=65_525),
            ),
            models.CheckConstraint(
                name="comment_policy_chooses",
                condition=Q(appear__in=Appear.values, order__in=Order.values),
            ),
            models.CheckConstraint(
                name="comment_policy_keeps_for_days",
                condition=Q(network_days__gte=1, refused_days__gte=1)
                & Q(approvals_needed__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Comment policy"))
