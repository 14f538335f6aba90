from comments.screening.evidence import CLEAR, Evidence, Finding, flagged


def check(evidence: Evidence) -> Finding:
    """A field that people do not see was filled in."""
    return flagged() if evidence.honeypot else CLEAR
