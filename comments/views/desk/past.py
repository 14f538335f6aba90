"""What became of earlier comments of one address or one network, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from comments.models import CommentStatus
from comments.views.desk.dates import in_words

LOOK_BACK = 100


@dataclass(frozen=True)
class Past:
    """What became of earlier comments: the latest of them, and no more."""

    held: int
    approved: int
    rejected: int
    spam: int
    first_seen: datetime | None

    @classmethod
    def of(cls, statuses: list[str], first_seen: datetime | None) -> Self:
        return cls(
            held=statuses.count(CommentStatus.HELD),
            approved=statuses.count(CommentStatus.APPROVED),
            rejected=statuses.count(CommentStatus.REJECTED),
            spam=statuses.count(CommentStatus.SPAM),
            first_seen=first_seen,
        )

    @property
    def is_empty(self) -> bool:
        return self.first_seen is None

    @property
    def is_cut(self) -> bool:
        return self.held + self.approved + self.rejected + self.spam == LOOK_BACK

    @property
    def numbers(self) -> dict[str, int]:
        return {
            "a": self.approved,
            "r": self.rejected,
            "s": self.spam,
            "h": self.held,
        }

    def of_address(self) -> str:
        if self.is_empty:
            return _("Nothing from this address before.")
        words = _(
            "From this address before: %(a)s approved, %(r)s rejected, %(s)s spam,"
            " %(h)s held."
        )
        return words % self.numbers

    def of_network(self) -> str:
        if self.is_empty:
            return _("Not seen before.")
        words = _(
            "%(a)s approved, %(r)s rejected, %(s)s spam, %(h)s held; first seen on"
            " %(moment)s."
        )
        return words % {**self.numbers, "moment": self.day}

    def since(self) -> str:
        if self.is_empty:
            return _("Not seen before.")
        words = _("First seen on %(moment)s.") % {"moment": self.day}
        if self.is_cut:
            words += " " + _("Only the latest hundred are counted.")
        return words

    @property
    def day(self) -> str:
        return in_words(localtime(self.first_seen).date(), "DATE_FORMAT")
