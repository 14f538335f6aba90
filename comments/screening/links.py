import re

from comments.screening.evidence import CLEAR, Evidence, Finding, flagged

LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


def check(evidence: Evidence) -> Finding:
    """More links than the policy finds ordinary."""
    count = len(LINK.findall(evidence.body))
    return flagged(count=count) if count > evidence.max_links else CLEAR
