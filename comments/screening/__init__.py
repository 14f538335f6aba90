"""What is noticed about a comment. Every check runs, every result is kept.

A check gives evidence and never a verdict: it orders and explains the queue. Add
one as a module with a ``check`` function and name it in ``CHECKS``.
"""

from collections.abc import Container, Mapping

from comments.models import Comment, Outcome, ScreeningResult
from comments.screening import capitals, form, honeypot, links, names, timing
from comments.screening.evidence import Evidence, Finding

CHECKS = (links, honeypot, timing, form, capitals, names)
BY_NAME = {module.__name__.rpartition(".")[2]: module for module in CHECKS}
# What these saw was how the words came; words that are edited came no other way.
HOW_IT_CAME = {"honeypot", "timing", "form"}


def screen(evidence: Evidence, without: Container[str] = ()) -> dict[str, Finding]:
    """Run every check; what each found, by its name. Whoever asks keeps it all."""
    return {
        name: module.check(evidence)
        for name, module in BY_NAME.items()
        if name not in without
    }


def calmness(found: Mapping[str, Finding]) -> int:
    """How many checks flagged it, below zero: as the database counts."""
    return -sum(one.outcome == Outcome.FLAGGED for one in found.values())


def screen_again(comment: Comment, evidence: Evidence) -> None:
    """For words that were edited: what they say is looked at anew."""
    earlier = ScreeningResult.objects.filter(comment=comment).order_by("version")
    came = {r.check_name: r for r in earlier if r.check_name in HOW_IT_CAME}
    for result in came.values():
        result.pk, result.version = None, comment.version
    seen = [
        ScreeningResult(
            comment=comment, version=comment.version, check_name=name, **vars(found)
        )
        for name, found in screen(evidence, without=came).items()
    ]
    ScreeningResult.objects.bulk_create([*came.values(), *seen])
