"""What is noticed about a comment. Every check runs, every result is kept.

A check gives evidence and never a verdict: it orders and explains the queue. Add
one as a module with a ``check`` function and name it in ``CHECKS``.
"""

from comments.models import Comment, ScreeningResult
from comments.screening import capitals, form, honeypot, links, names, timing
from comments.screening.evidence import Evidence

CHECKS = (links, honeypot, timing, form, capitals, names)


def screen(comment: Comment, evidence: Evidence) -> list[ScreeningResult]:
    """Run every check on this version of the comment and keep what each found."""
    results = []
    for module in CHECKS:
        found = module.check(evidence)
        results.append(
            ScreeningResult(
                comment=comment,
                version=comment.version,
                check_name=module.__name__.rpartition(".")[2],
                outcome=found.outcome,
                score=found.score,
                detail=found.detail,
            )
        )
    return ScreeningResult.objects.bulk_create(results)
