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
# A page full of stories holds a name.
MENTIONS = 50


def times(editor: Client) -> dict[str, dict[str, float]]:
    """Of an editor who is signed in."""
    common = {word for said in COMMON.values() for word in said.split()}
    searched = [word for word in sorted(common) if is_kept(word)]
    mentioned = {"q": mentioned_in(MENTIONS)}
    return {
        "list": timed(looks(editor, {}), 200),
        "common": timed(looks(editor, *({"q": word} for word in searched)), 200),
        "mentioned": timed(looks(editor, mentioned), 200),
        "rare": timed(looks(editor, *({"q": word} for word in rare(common))), 200),
        "form": timed([lambda: editor.get(form_of(newest()))] * TIMES, 200),
        "save": timed(saves(editor, draft("A long read", PARAGRAPHS)), 302),
    }


def looks(editor: Client, *asked: dict[str, str]) -> list[Callable[[], Any]]:
    """So many looks at the list, each asked for in turn."""
    return [
        lambda one=one: editor.get(LIST, one)  # type: ignore[misc]
        for one in islice(cycle(asked), TIMES)
    ]


def is_kept(word: str) -> bool:
    """Whether a search for it finds anything: dictionaries leave out the smallest."""
    from articles.models import Article

    return Article.objects.search(word).exists()


def mentioned_in(stories: int) -> str:
    """A name that so many stories hold and no more, however many there are."""
    from articles.models import Article

    name = f"Quellmar{Article.objects.latest('pk').pk}"
    for number in range(stories):
        draft(f"{name} speaks for the {number}. time", PARAGRAPHS // 20)
    return name


def newest() -> Any:
    from articles.models import Article

    return Article.objects.live().latest("pk")


def draft(headline: str, paragraphs: int) -> Any:
    """A new one of so many paragraphs."""
    from articles import publishing
    from articles.models import Article, Section
    from newsroom.bench.words import Writer

    said = Writer("en", 1).paragraphs(paragraphs)
    story = Article(
        headline=headline,
        slug=f"a-draft-{Article.objects.latest('pk').pk}",
        section=Section.objects.earliest("pk"),
        body="".join(paragraph.html for paragraph in said),
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
