"""Why letters about a comment are written, as the outbox knows it."""


def proof(comment: int) -> str:
    return f"comment {comment}"


def question(comment: int) -> str:
    return f"escalation of comment {comment}"
