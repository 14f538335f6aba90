from comments.models.comment import Comment, CommentStatus
from comments.models.contact import Contact
from comments.models.decision import Decision
from comments.models.escalation import Escalation
from comments.models.ground import Ground
from comments.models.guideline import Guideline
from comments.models.note import Note
from comments.models.policy import CommentPolicy
from comments.models.presence import Presence
from comments.models.proof import Proof
from comments.models.rate import Rate
from comments.models.report import Report, ReportOutcome
from comments.models.screening_result import Outcome, ScreeningResult
from comments.models.tally import Tally
from comments.models.telling import Tell, Telling
from comments.models.thread import Thread
from comments.models.watch_list import WatchList
from comments.models.wording import Wording

__all__ = [
    "Comment",
    "CommentPolicy",
    "CommentStatus",
    "Contact",
    "Decision",
    "Escalation",
    "Ground",
    "Guideline",
    "Note",
    "Outcome",
    "Presence",
    "Proof",
    "Rate",
    "Report",
    "ReportOutcome",
    "ScreeningResult",
    "Tally",
    "Tell",
    "Telling",
    "Thread",
    "WatchList",
    "Wording",
]
