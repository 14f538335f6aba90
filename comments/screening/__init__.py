"""What is noticed about a comment. Every check runs, every result is kept.

A check gives evidence and never a verdict: it orders and explains the queue. Add
one as a module with a ``check`` function and name it in ``CHECKS``.
"""

from collections.abc import Container
from types import ModuleType

from comments.models import Comment, ScreeningResult
from comments.screening import capitals, form, honeypot, links, names, timing
from comments.screening.evidence import Evidence
from newsroom.postgres.inserting import insert

CHECKS = (links, honeypot, timing, form, capitals, names)
# What these saw was how the words came; words that are edited came no other way.
HOW_IT_CAME = {"honeypot", "timing", "form"}


def screen(
    comment: Comment, evidence: Evidence, without: Container[str] = ()
) -> list[ScreeningResult]:
    """Run every check on this version of the comment and keep what each found."""
    results = []
    for module in (each for each in CHECKS if name_of(each) not in without):
        found = module.check(evidence)
        results.append(
            ScreeningResult(
                comment=comment,
                version=comment.version,
                check_name=name_of(module),
                outcome=found.outcome,
                score=found.score,
                detail=found.detail,
            )
        )
    insert(*results)
    return results


def screen_again(comment: Comment, evidence: Evidence) -> None:
    """For words that were edited: what they say is looked at anew."""
    earlier = ScreeningResult.objects.filter(comment=comment).order_by("version")
    came = {r.check_name: r for r in earlier if r.check_name in HOW_IT_CAME}
    for result in came.values():
        result.pk, result.version = None, comment.version
    ScreeningResult.objects.bulk_create(came.values())
    screen(comment, evidence, without=came)


def name_of(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]
