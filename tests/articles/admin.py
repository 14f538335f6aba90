"""Filling in the story form as a browser would."""

from typing import Any

from django.test import TestCase
from django.urls import reverse

from articles.models import Article
from tests import make

ADD = reverse("admin:articles_article_add")
EMPTY_INLINES = {
    f"{prefix}-{name}_FORMS": number
    for prefix in ("bylines", "taggings")
    for name, number in (("TOTAL", "0"), ("INITIAL", "0"), ("MIN_NUM", "0"))
}
PLAIN = [
    *("headline", "standfirst", "dateline", "body", "section", "source_agency"),
    *("lead_photo", "slug", "language", "comments_mode"),
]


class AtTheDesk(TestCase):
    """An editor is signed in; a managing editor is in the house."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.editor = make.user("Editor")
        cls.managing = make.user("Managing editor")

    def setUp(self) -> None:
        self.client.force_login(self.editor)


def filled(article: Article | None = None, **fields: Any) -> dict[str, Any]:
    """What the form for a story, or for a new one, sends."""
    words: dict[str, Any] = {
        "headline": "A headline",
        "body": "Some words.",
        "language": "en",
        "comments_mode": "open",
        "change": "typo",
        **dict.fromkeys(("standfirst", "dateline", "slug", "source_agency"), ""),
        **dict.fromkeys(("lead_photo", "act", "appear_at_0", "appear_at_1"), ""),
        **dict.fromkeys(("expires_at_0", "expires_at_1", "section"), ""),
        **dict.fromkeys(("embargoed_until_0", "embargoed_until_1", "despite"), ""),
    }
    if article is not None:
        words |= {name: article.serializable_value(name) or "" for name in PLAIN}
        words["read_version"] = article.version
    return {**words, **EMPTY_INLINES, **fields}


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def saved(test: Any, answer: Any) -> Article:
    """The newest story, after a form that was accepted."""
    if answer.status_code != 302:
        test.fail(str(answer.context["errors"]))
    return Article.objects.latest("pk")
