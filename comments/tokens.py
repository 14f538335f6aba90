"""Signed words that a form or a link carries. Each purpose has its own salt."""

from django.core import signing

RECEIPT_SECONDS = 30 * 60
FORM = signing.Signer(salt="comment.form")
TIMING = signing.TimestampSigner(salt="comment.timing")
STATUS = signing.Signer(salt="comment.status")
PROOF = signing.Signer(salt="comment.proof")
RECEIPT = "comment.receipt"


def for_form(article_id: int) -> str:
    """The same for every reader and for ever: a form saved long ago still posts."""
    return FORM.sign(str(article_id))


def is_for(token: str, article_id: int) -> bool:
    try:
        return FORM.unsign(token) == str(article_id)
    except signing.BadSignature:
        return False


def timing_now(article_id: int) -> str:
    return TIMING.sign(str(article_id))


def receipt_for(comment_id: int) -> str:
    return signing.dumps(comment_id, salt=RECEIPT)


def read_receipt(receipt: str) -> int | None:
    """The comment's id, or None when the receipt is forged or half an hour old."""
    try:
        return int(signing.loads(receipt, salt=RECEIPT, max_age=RECEIPT_SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def status_for(comment_id: int) -> str:
    return STATUS.sign(str(comment_id))


def read_status(token: str) -> int | None:
    try:
        return int(STATUS.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def for_proof(comment_id: int) -> str:
    """Only the comment's letter has it. How long it holds, the question says."""
    return PROOF.sign(str(comment_id))


def read_proof(token: str) -> int | None:
    try:
        return int(PROOF.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
