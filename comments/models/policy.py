from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import DEEPEST
from comments.models.telling import Whom


class CommentPolicy(Whom):
    """How the newsroom takes comments. One row, made by a migration."""

    paused = models.BooleanField(
        _("pause all commenting"),
        default=False,
        help_text=_("No story takes comments; readers see the sentence below."),
    )
    paused_sentence = models.CharField(
        _("sentence while paused"),
        max_length=300,
        default="Comments are paused for the moment. Please come back later.",
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("close after days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Counted from publication. Empty: stories stay open."),
    )
    max_length = models.PositiveIntegerField(
        _("longest comment"),
        default=5000,
        validators=[MinValueValidator(1), MaxValueValidator(65_525)],
        help_text=_("In characters."),
    )
    depth = models.PositiveSmallIntegerField(
        _("levels of replies"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(DEEPEST)],
        help_text=_("Deeper replies are shown at the last level."),
    )
    per_page = models.PositiveSmallIntegerField(
        _("comments per page"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("Comments on the story itself; replies come with them."),
    )
    ask_website = models.BooleanField(
        _("ask for a website"), default=False, help_text=_("Shown to moderators only.")
    )
    max_links = models.PositiveSmallIntegerField(
        _("links before a comment is flagged"), default=2
    )
    seconds_between = models.PositiveSmallIntegerField(
        _("seconds between comments"),
        default=15,
        help_text=_("From one e-mail address, on one story."),
    )
    network_limit = models.PositiveSmallIntegerField(
        _("comments in ten minutes from one network address"),
        default=20,
        validators=[MinValueValidator(1)],
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
        ]

    def __str__(self) -> str:
        return str(_("Comment policy"))
