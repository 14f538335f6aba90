"""How long the server works for an editor: the list, a search, the form, a save.

Asked inside this process, as in ``desk``.
"""

from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from itertools import cycle, islice
from typing import Any

from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from newsroom.bench.desk import timed
from newsroom.bench.searching import rare
from newsroom.bench.words import COMMON

LIST = reverse("admin:articles_article_changelist")
TIMES = 40
# A long read: 10,000 words, most of an hour.
PARAGRAPHS = 200


def times(editor: Client) -> dict[str, dict[str, float]]:
    """Of an editor who is signed in."""
    common = {word for said in COMMON.values() for word in said.split()}
    return {
        "list": timed(looks(editor, {}), 200),
        "common": timed(looks(editor, *({"q": word} for word in sorted(common))), 200),
        "rare": timed(looks(editor, *({"q": word} for word in rare(common))), 200),
        "form": timed([lambda: editor.get(form_of(newest()))] * TIMES, 200),
        "save": timed(saves(editor, long_read()), 302),
    }


def looks(editor: Client, *asked: dict[str, str]) -> list[Callable[[], Any]]:
    """So many looks at the list, each asked for in turn."""
    return [
        lambda one=one: editor.get(LIST, one)  # type: ignore[misc]
        for one in islice(cycle(asked), TIMES)
    ]


def newest() -> Any:
    from articles.models import Article

    return Article.objects.live().latest("pk")


def long_read() -> Any:
    """A draft of many words."""
    from articles import publishing
    from articles.models import Article, Section
    from newsroom.bench.words import Writer

    paragraphs = Writer("en", 1).paragraphs(PARAGRAPHS)
    story = Article(
        headline="A long read",
        slug=f"a-long-read-{Article.objects.latest('pk').pk}",
        section=Section.objects.earliest("pk"),
        body="".join(paragraph.html for paragraph in paragraphs),
    )
    publishing.save(story)
    return story


def form_of(story: Any) -> str:
    return reverse("admin:articles_article_change", args=[story.pk])


def saves(editor: Client, story: Any) -> Iterable[Callable[[], Any]]:
    """Each with one more paragraph, sent by the form as it then stands."""
    for number in range(TIMES):
        sent = Sent.of(editor.get(form_of(story)).content.decode())
        sent["body"] = f"{sent['body']}<p>And a word more: {number}.</p>"
        yield lambda: editor.post(
            form_of(story),
            sent.urlencode(),  # noqa: B023
            content_type="application/x-www-form-urlencoded",
        )


class Sent(HTMLParser):
    """What a browser sends of a page's form, with the button that only saves."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = QueryDict(mutable=True)
        self.area = self.choice = ""

    @classmethod
    def of(cls, page: str) -> QueryDict:
        parser = cls()
        parser.feed(page)
        parser.fields["_save"] = ""
        return parser.fields

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        of = dict(attrs)
        name = of.get("name") or ""
        if tag == "input" and of.get("type") not in {"submit", "file", "search"}:
            if of.get("type") not in {"checkbox", "radio"} or "checked" in of:
                self.fields.appendlist(name, of.get("value") or "")
        elif tag == "textarea":
            self.area = name
            self.fields[name] = ""
        elif tag == "select":
            self.choice = name
        elif tag == "option" and "selected" in of:
            self.fields.appendlist(self.choice, of.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.area:
            # Browsers drop the line break that begins it.
            self.fields[self.area] = f"{self.fields[self.area]}{data}".lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
