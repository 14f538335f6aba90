from comments.screening.evidence import (
    CLEAR,
    NOT_MEASURED,
    Evidence,
    Finding,
    flagged,
)

FASTEST_SECONDS = 3


def check(evidence: Evidence) -> Finding:
    """Sent sooner after the first touch of the form than a person types."""
    seconds = evidence.seconds_on_form
    if seconds is None:
        return NOT_MEASURED
    return flagged(seconds=round(seconds)) if seconds < FASTEST_SECONDS else CLEAR
