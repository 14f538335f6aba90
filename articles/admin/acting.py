from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR, Action
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import checklist, publishing, seconding
from articles.acts import ACTS, LABELS, acts_for, is_allowed, is_possible
from articles.admin.saving import refusal_of
from articles.forms import ActForm
from articles.forms.after import KINDS
from articles.models import Article, ArticleStatus, Note, Reason
from newsroom import outbox

MOST = 100
PUBLISHING = {"publish", "schedule"}


class Acting:
    """For the admin of stories: acts as buttons, for one story and for several."""

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **options: Any
    ) -> Any:
        story = options.get("obj") or Article()
        acts = acts_for(story, request.user)
        if publishing.is_live(story):
            acts = [act for act in acts if act not in PUBLISHING]
            context["changes"] = changes_for(request.user)
            if "unpublish" in acts:
                acts.insert(0, "plan")
        if story.pk is not None:
            notes = Note.objects.filter(article=story).select_related("by")
            context["notes"] = notes.order_by("-pk")[:MOST]
            context["asked_to_kill"] = asked_to_kill(story)
        grave = [act for act in acts if act == "kill" and story.pk]
        labels = LABELS | {"plan": gettext_lazy("Change at the time given")}
        context["acts"] = [(act, labels[act]) for act in acts if act != "kill"]
        context["grave_acts"] = [(act, LABELS[act]) for act in grave]
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, **options
        )

    def get_urls(self) -> list[Any]:
        acting: Any = self.admin_site.admin_view(self.acting)  # type: ignore[attr-defined]
        ours = [path("act/<slug:act>/", acting, name="articles_article_act")]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def get_actions(
        self, request: Any, action_location: Any = admin.ActionLocation.CHANGE_LIST
    ) -> Any:
        """In the list: those acts that this person may do at all."""
        actions = super().get_actions(request, action_location)  # type: ignore[misc]
        in_list = action_location == admin.ActionLocation.CHANGE_LIST
        if not in_list or IS_POPUP_VAR in request.GET:
            return actions
        words = [(act, f"{label}") for act, label in LABELS.items()]
        ours = {
            act: Action(
                partial(lead_to, act=act),
                act,
                f"{label}",
                f"{label}",
                [action_location],
            )
            for act, label in words
            if is_allowed(act, request.user)
        }
        return {**ours, **actions}

    def acting(self, request: Any, act: str) -> HttpResponse:
        """Asks once more, with what the checks say; then does it, story by story."""
        if act not in ACTS:
            raise Http404
        if not is_allowed(act, request.user):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        numbers = {int(pk) for pk in asked.getlist("story") if is_number(pk)}
        stories = list(
            self.get_queryset(request)  # type: ignore[attr-defined]
            .filter(pk__in=sorted(numbers)[:MOST])
            .order_by("pk")
        )
        if len(stories) < len(numbers):
            words = _("Some of the stories are gone, or no longer yours to change.")
            messages.warning(request, words)
        form = ActForm(act, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            perform_all(request, act, stories, form.options())
            return redirect(after(act, stories))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Article._meta,
            "title": LABELS[act],
            "act": act,
            "form": form,
            "media": form.media,
            "rows": [
                (story, *outlook(story, act), act == "kill" and asked_to_kill(story))
                for story in stories
            ],
        }
        page = "admin/articles/article/act.html"
        return TemplateResponse(request, page, context)


def changes_for(user: Any) -> list[tuple[str, Any]]:
    """What a change to a story that is out may be called by this person."""
    may_correct = user.has_perm("articles.correct_article")
    return [kind for kind in KINDS if kind[0] != Reason.CORRECTION or may_correct]


def lead_to(_admin: Any, request: HttpRequest, stories: Any, *, act: str) -> Any:
    numbers = list(stories.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) > MOST:
        words = _("At most %(most)s stories at once. Choose fewer.") % {"most": MOST}
        messages.error(request, words)
        return None
    address = reverse("admin:articles_article_act", args=[act])
    return redirect(f"{address}?{urlencode({'story': numbers}, doseq=True)}")


def outlook(story: Article, act: str) -> tuple[bool, Any]:
    """Whether the act is possible now, and what the checks would say."""
    possible = is_possible(story, act)
    if not possible or act != "publish":
        return possible, []
    return possible, checklist.look(story, at=timezone.now())


def asked_to_kill(story: Article) -> dict[str, str] | None:
    """Who asks it and why, each in a direction of its own, while it waits."""
    first = seconding.asked(story)
    if first is None or story.status == ArticleStatus.KILLED:
        return None
    words = {"who": f"{first.by}", "why": first.note}
    return {name: outbox.isolated(said) for name, said in words.items()}


def perform_all(request: Any, act: str, stories: list[Article], options: Any) -> None:
    """Each by itself: what is refused to one is no hindrance to another."""
    done = 0
    for story in stories:
        if refused := refusal_of(story, act, by=request.user, **options):
            messages.error(request, f"{story.headline}: {refused}")
        elif act == "kill" and story.status != ArticleStatus.KILLED:
            words = _("%(story)s: no reader sees it. Another person must confirm it.")
            messages.warning(request, words % {"story": story.headline})
        else:
            done += 1
    if done:
        words = ngettext(
            "%(act)s: done with %(count)s story.",
            "%(act)s: done with %(count)s stories.",
            done,
        )
        messages.success(request, words % {"act": LABELS[act], "count": done})


def after(act: str, stories: list[Article]) -> str:
    if len(stories) == 1 and stories[0].status != ArticleStatus.KILLED:
        return reverse("admin:articles_article_change", args=[stories[0].pk])
    return reverse("admin:articles_article_changelist")


def is_number(written: str) -> bool:
    return written.isdecimal() and len(written) < 19
