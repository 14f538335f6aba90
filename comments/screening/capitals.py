from comments.screening.evidence import (
    CLEAR,
    NOT_MEASURED,
    Evidence,
    Finding,
    flagged,
)

LETTERS = 20
SHARE = 0.7


def check(evidence: Evidence) -> Finding:
    """Mostly capitals, in a script that has them."""
    cased = [c for c in evidence.body if c.isupper() or c.islower()]
    if len(cased) < LETTERS:
        return NOT_MEASURED
    share = sum(c.isupper() for c in cased) / len(cased)
    return flagged(round(share, 2)) if share > SHARE else CLEAR
