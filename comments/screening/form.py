from comments.screening.evidence import CLEAR, Evidence, Finding, flagged


def check(evidence: Evidence) -> Finding:
    """Whether the form was one of ours, for this story."""
    return CLEAR if evidence.token_is_ours else flagged()
