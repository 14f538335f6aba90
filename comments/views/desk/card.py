"""One comment at a glance: its words, its story, its author's record, the checks."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import cached_property
from django.utils.timezone import localtime

from comments.models import (
    CommentStatus,
    Decision,
    Escalation,
    Note,
    Proof,
    Report,
    Wording,
)
from comments.moderation import MOVES
from comments.rendering import trusted
from comments.views.desk.dates import in_words
from comments.views.desk.findings import Findings
from comments.views.desk.past import Past
from newsroom.differences import Piece, by_word

LONG = 900
ACTS: dict[str, str] = {
    "approve": CommentStatus.APPROVED,
    "reject": CommentStatus.REJECTED,
    "spam": CommentStatus.SPAM,
    "unapprove": CommentStatus.HELD,
}


@dataclass
class Card:
    """What the template shows of one comment."""

    comment: Any
    findings: Findings
    # Of all cards of a page together: what ``alike`` printed for one of them.
    printed: dict[Any, str]

    @cached_property
    def id(self) -> str:
        """As text: it is printed some thirty times, and no number of anything."""
        return str(self.comment.pk)

    @cached_property
    def seen(self) -> str:
        """What a press says that a moderator had on the screen."""
        return f"{self.comment.pk}.{self.comment.version}"

    @cached_property
    def body(self) -> str:
        return trusted(self.comment.body_html)

    @cached_property
    def is_long(self) -> bool:
        return len(self.comment.body) > LONG or self.comment.body.count("\n") > 14

    @cached_property
    def came(self) -> str:
        return in_words(localtime(self.comment.submitted_at), "DATETIME_FORMAT")

    @property
    def proof(self) -> Proof | None:
        return getattr(self.comment, "proof", None)

    @property
    def notes(self) -> list[Note]:
        return list(getattr(self.comment, "its_notes", ()))

    @property
    def questions(self) -> list[Escalation]:
        return list(getattr(self.comment, "its_questions", ()))

    @property
    def reports(self) -> list[Report]:
        return list(getattr(self.comment, "its_reports", ()))

    @property
    def edits(self) -> list[Wording]:
        return list(getattr(self.comment, "its_edits", ()))

    @cached_property
    def wordings(self) -> list[tuple[Wording, list[Piece]]]:
        """Each edit, with what it changed."""
        kept = self.edits
        texts = [*(wording.body for wording in kept), self.comment.body]
        return [
            (wording, by_word(before, after))
            for wording, (before, after) in zip(kept, pairwise(texts), strict=True)
        ]

    def body_at(self, version: int) -> str:
        """The words that somebody saw who decided on that version."""
        later = (edit.body for edit in self.edits if edit.version >= version)
        words: str = next(later, self.comment.body)
        return words

    @cached_property
    def record(self) -> list[tuple[Decision, str]]:
        """Each decision, with the words that were its ground where some were marked."""
        return [
            (made, made.ground.words_in(self.body_at(made.comment_version)))
            if hasattr(made, "ground")
            else (made, "")
            for made in getattr(self.comment, "its_decisions", ())
        ]

    @cached_property
    def acts(self) -> tuple[str, ...]:
        """What can be done with it as it stands."""
        moves = MOVES[self.comment.status]
        return tuple(act for act, to in ACTS.items() if to in moves)

    @property
    def is_reported(self) -> bool:
        return self.comment.reported_at is not None

    @property
    def latest(self) -> list[dict[str, Any]]:
        """What the same address wrote last elsewhere."""
        return [
            {**said, "status_words": self.words_of(said["status"])}
            for said in self.comment.latest
        ]

    def words_of(self, status: str) -> str:
        """Put into words once for all cards."""
        if status not in self.printed:
            self.printed[status] = str(CommentStatus(status).label)
        return self.printed[status]

    @cached_property
    def by_address(self) -> Past:
        comment = self.comment
        return Past.of(comment.address_statuses, comment.address_since)

    @cached_property
    def by_network(self) -> Past:
        comment = self.comment
        return Past.of(comment.network_statuses, comment.network_since)
