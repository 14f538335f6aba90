"""The only place of this app that says which text is safe as HTML."""

import html
import json
import re
from typing import Any

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TAGS = {
    "p", "br", "h2", "h3", "blockquote", "ul", "ol", "li", "a", "strong", "em",
    "s", "sub", "sup", "cite", "q", "abbr", "span", "div", "hr", "bdi", "bdo",
    "figure", "figcaption", "dl", "dt", "dd", "table", "thead", "tbody", "tr",
    "th", "td", "pre", "code",
}  # fmt: skip
PER_MINUTE = 230
ANYWHERE = {"lang", "dir"}
ATTRIBUTES = {tag: set(ANYWHERE) for tag in TAGS} | {
    "a": ANYWHERE | {"href", "title"},
    "abbr": ANYWHERE | {"title"},
    "th": ANYWHERE | {"scope", "colspan", "rowspan"},
    "td": ANYWHERE | {"colspan", "rowspan"},
    "figure": ANYWHERE | {"data-photo"},
}
# What word processors write for what has a name of its own here.
SAME = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
ALIAS = re.compile(rf"<(/?)({'|'.join(SAME)})(?=[\s/>])", re.IGNORECASE)
BARE_SPAN = re.compile(r"<span>((?:(?!</?span\b).)*)</span>", re.DOTALL)
# A photo's place in a text. Its words are the photo's own.
PHOTO = re.compile(r'<figure data-photo="(\d{1,18})"></figure>')
ANY_PHOTO = re.compile(
    r'<figure[^<>]*\bdata-photo="(\d{1,18})"[^<>]*>(?:(?!<figure).)*?</figure>',
    re.DOTALL,
)
EMPTY = re.compile(r"<(p|h2|h3|li|blockquote)>(?:\s|&nbsp;|\xa0|<br>)*</\1>")
BLOCK_END = re.compile(r"</(p|h2|h3|li|blockquote|figcaption|dt|dd|td|th|pre)>|<br>")


def clean(body: str) -> str:
    """HTML from anywhere, less everything that is not on the one list."""
    named = ALIAS.sub(lambda tag: f"<{tag[1]}{SAME[tag[2].lower()]}", body)
    bare = ANY_PHOTO.sub(r'<figure data-photo="\1"></figure>', allowed(named))
    return tidy(allowed(bare))


def allowed(body: str) -> str:
    return nh3.clean(
        body,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        strip_comments=True,
    )


def tidy(body: str) -> str:
    """Less what shows nothing: spans that say nothing, blocks without a word."""
    for rule, kept in ((BARE_SPAN, r"\1"), (EMPTY, "")):
        while (less := rule.sub(kept, body)) != body:
            body = less
    return body


def plain(body: str) -> str:
    """The words of cleaned HTML, a line for each block."""
    spaced = BLOCK_END.sub("\n", body)
    words = html.unescape(nh3.clean(spaced, tags=set()))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def words(text: str) -> int:
    return len(text.split())


def minutes(count: int) -> int:
    """How long that many words take to read, at a usual pace; at least one."""
    return max(1, round(count / PER_MINUTE))


def trusted(body: str) -> SafeString:
    """A body that was cleaned when it was saved, as HTML."""
    return mark_safe(body)  # noqa: S308 (cleaned against the list above)


# Inside a script element nothing ends it but "</", and nothing opens a comment.
IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def data_block(data: dict[str, Any]) -> SafeString:
    """Data for machines, as an element that browsers neither show nor run."""
    text = json.dumps(data, ensure_ascii=False).translate(IN_A_SCRIPT)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 (no sign is left that could end the element)
    )
