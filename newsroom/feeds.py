"""Feeds: what was published lately, for readers' programs. One list, three formats."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from newsroom.xml import add, written

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
for _prefix, _uri in (
    *(("content", CONTENT), ("dc", CREATOR), ("media", MEDIA), ("atom", ATOM)),
):
    ElementTree.register_namespace(_prefix, _uri)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
RSS_KIND = "application/rss+xml; charset=utf-8"
ATOM_KIND = "application/atom+xml; charset=utf-8"
JSON_KIND = "application/feed+json; charset=utf-8"


@dataclass(frozen=True)
class Author:
    name: str
    url: str = ""


@dataclass(frozen=True)
class Picture:
    url: str
    kind: str
    width: int
    height: int
    caption: str
    credit: str


@dataclass(frozen=True)
class Entry:
    """One item. Addresses are whole ones, and so are those inside its HTML."""

    id: str
    url: str
    title: str
    html: str
    published: datetime
    updated: datetime
    language: str
    summary: str = ""
    authors: Sequence[Author] = ()
    subjects: Sequence[str] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Feed:
    title: str
    url: str
    own_url: str
    description: str
    language: str
    entries: Sequence[Entry]
    # Where programs may subscribe, and be told of what is new (WebSub).
    hub: str = ""

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=BEGINNING)


def rss(feed: Feed) -> str:
    """RSS 2.0 with the whole text, its writers and its picture."""
    root = ElementTree.Element("rss", version="2.0")
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.url)
    add(channel, "description", feed.description or feed.title)
    add(channel, "language", feed.language)
    add(
        channel,
        f"{{{ATOM}}}link",
        rel="self",
        type="application/rss+xml",
        href=feed.own_url,
    )
    if feed.hub:
        add(channel, f"{{{ATOM}}}link", rel="hub", href=feed.hub)
    if feed.entries:
        add(channel, "lastBuildDate", format_datetime(feed.updated))
    for entry in feed.entries:
        add_item(channel, entry)
    return written(root)


def add_item(channel: ElementTree.Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published))
    for author in entry.authors:
        add(item, f"{{{CREATOR}}}creator", author.name)
    for subject in entry.subjects:
        add(item, "category", subject)
    if entry.summary:
        add(item, "description", entry.summary)
    add(item, f"{{{CONTENT}}}encoded", entry.html)
    if entry.picture:
        add_picture(item, entry.picture)


def add_picture(item: ElementTree.Element, picture: Picture) -> None:
    media = add(
        item,
        f"{{{MEDIA}}}content",
        url=picture.url,
        type=picture.kind,
        medium="image",
        width=str(picture.width),
        height=str(picture.height),
    )
    add(media, f"{{{MEDIA}}}description", picture.caption, type="plain")
    add(media, f"{{{MEDIA}}}credit", picture.credit, role="photographer")


def atom(feed: Feed) -> str:
    root = ElementTree.Element(
        f"{{{ATOM}}}feed",
        {"{http://www.w3.org/XML/1998/namespace}lang": feed.language},
    )
    add(root, f"{{{ATOM}}}id", feed.own_url)
    add(root, f"{{{ATOM}}}title", feed.title)
    if feed.description:
        add(root, f"{{{ATOM}}}subtitle", feed.description)
    add(root, f"{{{ATOM}}}updated", feed.updated.isoformat())
    add(root, f"{{{ATOM}}}link", rel="self", href=feed.own_url)
    add(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=feed.url)
    if feed.hub:
        add(root, f"{{{ATOM}}}link", rel="hub", href=feed.hub)
    for entry in feed.entries:
        add_entry(root, entry, feed)
    return written(root)


def add_entry(root: ElementTree.Element, entry: Entry, feed: Feed) -> None:
    item = add(root, f"{{{ATOM}}}entry")
    item.set("{http://www.w3.org/XML/1998/namespace}lang", entry.language)
    add(item, f"{{{ATOM}}}id", entry.id)
    add(item, f"{{{ATOM}}}title", entry.title)
    add(item, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=entry.url)
    add(item, f"{{{ATOM}}}published", entry.published.isoformat())
    add(item, f"{{{ATOM}}}updated", entry.updated.isoformat())
    for author in entry.authors or [Author(feed.title)]:
        person = add(item, f"{{{ATOM}}}author")
        add(person, f"{{{ATOM}}}name", author.name)
        if author.url:
            add(person, f"{{{ATOM}}}uri", author.url)
    for subject in entry.subjects:
        add(item, f"{{{ATOM}}}category", term=subject)
    if entry.summary:
        add(item, f"{{{ATOM}}}summary", entry.summary)
    add(item, f"{{{ATOM}}}content", entry.html, type="html")


def json_feed(feed: Feed) -> str:
    """JSON Feed 1.1."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.own_url,
        "description": feed.description,
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
        "items": [item_of(entry) for entry in feed.entries],
    }
    return json.dumps(filled(whole), ensure_ascii=False, indent=1) + "\n"


def item_of(entry: Entry) -> dict[str, object]:
    authors = [{"name": a.name, "url": a.url} for a in entry.authors]
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "language": entry.language,
        "authors": [filled(author) for author in authors],
        "tags": list(entry.subjects),
        "image": entry.picture.url if entry.picture else "",
    }
    return filled(item)


def filled(whole: Mapping[str, object]) -> dict[str, object]:
    """Without what is empty; but a feed without items still has a list of them."""
    return {key: value for key, value in whole.items() if value or key == "items"}
