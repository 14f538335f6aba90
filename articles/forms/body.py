import re

from django.utils.html import escape

TAG = re.compile(r"<[a-z/][^>]*>", re.IGNORECASE)


def paragraphs(text: str) -> str:
    """Plain text as paragraphs, a blank line between them; HTML stays as it is."""
    if TAG.search(text):
        return text
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(
        f"<p>{escape(part).replace('\n', '<br>')}</p>" for part in parts if part
    )
