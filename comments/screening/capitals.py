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
    capitals = sum(map(str.isupper, evidence.body))
    cased = capitals + sum(map(str.islower, evidence.body))
    if cased < LETTERS:
        return NOT_MEASURED
    share = capitals / cased
    return flagged(round(share, 2)) if share > SHARE else CLEAR
