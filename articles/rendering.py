"""The only place of this app that says which text is safe as HTML."""

import html
import re

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = {
    "p", "br", "h2", "h3", "blockquote", "ul", "ol", "li", "a", "strong", "em",
    "s", "sub", "sup", "cite", "q", "abbr", "span", "div", "hr", "bdi", "bdo",
    "figure", "figcaption", "dl", "dt", "dd", "table", "thead", "tbody", "tr",
    "th", "td", "pre", "code",
}  # fmt: skip
ANYWHERE = {"lang", "dir"}
ATTRIBUTES = {tag: set(ANYWHERE) for tag in TAGS} | {
    "a": ANYWHERE | {"href", "title"},
    "abbr": ANYWHERE | {"title"},
    "th": ANYWHERE | {"scope", "colspan", "rowspan"},
    "td": ANYWHERE | {"colspan", "rowspan"},
}
BLOCK_END = re.compile(r"</(p|h2|h3|li|blockquote|figcaption|dt|dd|td|th|pre)>|<br>")


def clean(body: str) -> str:
    """HTML from anywhere, less everything that is not on the one list."""
    return nh3.clean(
        body,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        strip_comments=True,
    )


def plain(body: str) -> str:
    """The words of cleaned HTML, a line for each block."""
    spaced = BLOCK_END.sub("\n", body)
    words = html.unescape(nh3.clean(spaced, tags=set()))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def trusted(body: str) -> SafeString:
    """A body that was cleaned when it was saved, as HTML."""
    return mark_safe(body)  # noqa: S308 (cleaned against the list above)
