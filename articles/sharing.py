"""The links by which a reader passes a story on. They load nothing and tell nobody."""

from typing import NamedTuple
from urllib.parse import quote

from django.utils.functional import Promise

from articles.models import Article, Publication, Share
from articles.syndication import absolute

# {url} is the story's address, {title} its headline, {both} the one after the other.
ADDRESSES: dict[str, str] = {
    Share.MAIL: "mailto:?subject={title}&body={url}",
    Share.WHATSAPP: "https://wa.me/?text={both}",
    Share.TELEGRAM: "https://t.me/share/url?url={url}&text={title}",
    Share.BLUESKY: "https://bsky.app/intent/compose?text={both}",
    Share.FACEBOOK: "https://www.facebook.com/sharer/sharer.php?u={url}",
    Share.LINKEDIN: "https://www.linkedin.com/sharing/share-offsite/?url={url}",
    Share.REDDIT: "https://www.reddit.com/submit?url={url}&title={title}",
    Share.X: "https://x.com/intent/post?url={url}&text={title}",
}


class Way(NamedTuple):
    # In the language of the page, which is not known here.
    name: str | Promise
    url: str
    is_elsewhere: bool


def ways(article: Article, paper: Publication) -> list[Way]:
    """As the newsroom chose them, in one order everywhere."""
    url, title = absolute(article.get_absolute_url()), article.headline
    said = {
        "url": quote(url, safe=""),
        "title": quote(title, safe=""),
        "both": quote(f"{title} {url}", safe=""),
    }
    return [
        Way(way.label, ADDRESSES[way].format(**said), way != Share.MAIL)
        for way in Share
        if way in paper.shares
    ]
