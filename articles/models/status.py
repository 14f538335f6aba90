from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    KILLED = "killed", _("Killed")


# What may be done with a story besides writing it.
PERMISSIONS: list[tuple[str, Any]] = [
    ("submit_article", "Can hand a story in for review"),
    ("publish_article", "Can publish, schedule and unpublish stories"),
    ("correct_article", "Can correct published stories"),
    ("withdraw_article", "Can withdraw stories"),
    ("kill_article", "Can kill stories for legal reasons"),
    ("arrange_front", "Can set the order of the front page"),
    ("override_checks", "Can publish although a check forbids it"),
]
