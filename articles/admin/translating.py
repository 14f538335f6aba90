from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import translating
from articles.admin.finder import Finder
from articles.models import Article, Translation
from articles.refusals import Refused
from newsroom import outbox


class TranslationForm(forms.Form):
    """Which story tells the same in another language."""

    story = forms.ModelChoiceField(
        label=gettext_lazy("Story in another language"),
        queryset=Article.objects.defer("body", "body_text", "search"),
    )

    def __init__(self, *args: Any, request: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        column = Translation._meta.get_field("article")
        field = self.fields["story"]
        field.widget = Finder(column, admin.site, request)
        field.widget.choices = field.choices  # type: ignore[attr-defined]


class Translating:
    """For the admin of stories: which of them are translations of one another."""

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = path(
            "<int:pk>/translations/",
            guarded(self.translations),
            name="articles_article_translations",
        )
        return [own, *super().get_urls()]  # type: ignore[misc]

    def translations(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The group of a story; put one more in, or take one out."""
        article = self.story(request, pk, "view")  # type: ignore[attr-defined]
        may = request.user.has_perm("articles.publish_article")
        told = request.POST if "story" in request.POST else None
        form = TranslationForm(told, request=request)
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            if done := self.regrouped(request, article, form):
                return done
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Article._meta,
            "original": article,
            "title": _("Translations of “%(headline)s”")
            % {"headline": outbox.isolated(article.headline)},
            "group": translating.group_of(article),
            "may": may,
            "form": form,
            "media": self.media + form.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(
            request, "admin/articles/article/translations.html", context
        )

    def regrouped(
        self, request: HttpRequest, article: Article, form: TranslationForm
    ) -> HttpResponse | None:
        """Nothing when the form must be shown again."""
        if out := request.POST.get("out", ""):
            known = {f"{one.pk}": one for one in translating.group_of(article)}
            if out in known:
                translating.leave(known[out])
        elif form.is_valid():
            try:
                translating.join(article, form.cleaned_data["story"])
            except Refused as refusal:
                form.add_error("story", f"{refusal}")
                return None
            messages.success(request, _("The stories are linked with one another."))
        else:
            return None
        return redirect("admin:articles_article_translations", article.pk)
