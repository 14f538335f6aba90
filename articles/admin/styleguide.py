from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles.furniture import furniture
from articles.models import Article, Contributor, Language, Section
from articles.models.languages import OWN_NAMES

INKS = ("paper", "tint", "ink", "ink-soft", "rule", "edge", "accent", "accent-deep")
SIGNS = ("wrong", "wrong-tint", "found", "focus")
HEADLINES = {
    "ar": "عشرة آلاف طائر تعود إلى البحيرة بعد غياب عشرين عامًا",
    "ckb": "دە هەزار باڵندە دوای بیست ساڵ دەگەڕێنەوە بۆ دەریاچەکە",
}
HEADLINE = "Ten thousand birds are back on the lake after twenty years"


class StyleguidePage:
    """For the admin of the paper: all that its pages are made of, on one page."""

    def get_urls(self) -> list[Any]:
        shown = self.admin_site.admin_view(require_safe(self.styleguide))  # type: ignore[attr-defined]
        own = path("styleguide/", shown, name="articles_styleguide")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def styleguide(self, request: HttpRequest) -> HttpResponse:
        """In any of our languages: ``?language=ar`` mirrors it."""
        asked = request.GET.get("language", "")
        language = asked if asked in Language.values else "en"
        around = furniture()
        with translation.override(language):
            page = TemplateResponse(
                request,
                "admin/articles/styleguide.html",
                {
                    "furniture": around,
                    "noindex": True,
                    "languages": OWN_NAMES.items(),
                    "inks": INKS,
                    "signs": SIGNS,
                    "story": sample(language),
                    "writer": writer(),
                },
            )
            return page.render()


def sample(language: str) -> Article:
    """A story that stands nowhere."""
    now = timezone.now()
    story = Article(
        headline=HEADLINES.get(language, HEADLINE),
        slug="sample",
        language=language,
        section=Section(name="Region", slug="sample", language=language),
        published_at=now,
        first_published_on=timezone.localdate(now),
    )
    story.comment_count = 12  # type: ignore[attr-defined]
    return story


def writer() -> SimpleNamespace:
    known = Contributor(
        name="Ada Example",
        slug="ada-example",
        role="Lake correspondent",
        biography="Has counted what flies over the water since she could count.",
    )
    byline = SimpleNamespace(contributor=known, role_label="By")
    return SimpleNamespace(bylines=SimpleNamespace(all=[byline]))
