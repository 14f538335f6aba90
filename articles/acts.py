"""What may become of a story, and what one must be allowed to do for it.

articles.publishing does it; whoever shows a button asks here first.
"""

from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleStatus
from newsroom.models import User

Status = ArticleStatus
MOVES: dict[str, set[str]] = {
    Status.DRAFT: {Status.IN_REVIEW, Status.PUBLISHED, Status.KILLED},
    Status.IN_REVIEW: {Status.DRAFT, Status.PUBLISHED, Status.KILLED},
    Status.PUBLISHED: {Status.DRAFT, Status.WITHDRAWN, Status.KILLED},
    Status.WITHDRAWN: {Status.PUBLISHED, Status.DRAFT, Status.KILLED},
    Status.KILLED: set(),
}
# Each act by its name in articles.publishing: where it leads, and who may.
ACTS: dict[str, tuple[ArticleStatus, str]] = {
    "submit": (Status.IN_REVIEW, "articles.submit_article"),
    "publish": (Status.PUBLISHED, "articles.publish_article"),
    "schedule": (Status.PUBLISHED, "articles.publish_article"),
    "unpublish": (Status.DRAFT, "articles.publish_article"),
    "withdraw": (Status.WITHDRAWN, "articles.withdraw_article"),
    "kill": (Status.KILLED, "articles.kill_article"),
}
LABELS = {
    "submit": _("Hand in for review"),
    "publish": _("Publish"),
    "schedule": _("Schedule"),
    "unpublish": _("Back to draft"),
    "withdraw": _("Withdraw"),
    "kill": _("Kill for legal reasons"),
}


def acts_for(article: Article, user: User) -> list[str]:
    """What this person may do with the story as it stands."""
    return [act for act in ACTS if is_possible(article, act) and is_allowed(act, user)]


def is_allowed(act: str, user: User) -> bool:
    return user.has_perm(ACTS[act][1])


def is_possible(article: Article, act: str) -> bool:
    to = ACTS[act][0]
    if article.status == Status.PUBLISHED and to == Status.PUBLISHED:
        return True  # a new time
    return to in MOVES[article.status]
