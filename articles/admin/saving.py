from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles import history, planning, publishing, unsaved
from articles.admin.desk import DeskAdmin
from articles.admin.outcomes import note_outcome, say_outcome
from articles.models import Article, PlannedChange, Reason
from articles.refusals import Refused

LEAVING = {"unpublish", "withdraw"}


class Saving(DeskAdmin):
    """For the admin of stories: what becomes of a form that was sent."""

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """What a check forbids in a story that is out comes back on the form."""
        try:
            return super().changeform_view(request, *args, **options)
        except Refused as refusal:
            request.was_forbidden = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **options)

    def save_model(
        self, request: HttpRequest, obj: Article, form: Any, change: bool
    ) -> None:
        """Nothing yet: save_related writes the story and what belongs to it."""
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Text, names and topics at once: together they are what a revision keeps."""

        def belongings() -> None:
            super(Saving, self).save_related(request, form, formsets, change)

        said = form.cleaned_data
        if said.get("act") == "plan":
            self.plan(request, form, belongings)
            return
        act = said.get("act")
        if act in LEAVING:
            self.leave(request, form.instance, act)
        publishing.save(
            form.instance,
            by=request.user,  # type: ignore[arg-type]
            reason=said.get("change") or Reason.SAVED,
            base=said.get("read_version"),
            belongings=belongings,
            despite=said.get("despite", ""),
        )
        story = form.instance if change else None
        unsaved.forget(story, by=request.user)  # type: ignore[arg-type]
        form.tell_colleagues(request.user)
        self.tell_readers(request, form.instance, said)
        if act and act not in LEAVING:
            self.perform(request, form.instance, act, said)

    def leave(self, request: Any, story: Article, act: str) -> None:
        """Off the site before the text is saved: what it says then hinders nobody."""
        stored = Article.objects.get(pk=story.pk)
        history.begin(stored)
        if refused := refusal_of(stored, act, by=request.user):
            request.was_refused = True
            messages.error(request, refused)
        else:
            note_outcome(request, act)
        for name in ("status", "published_at", "first_published_on"):
            setattr(story, name, getattr(stored, name))

    def plan(self, request: Any, form: Any, belongings: Any) -> None:
        """The whole of the story as it would be saved is kept for its time."""
        story, said = form.instance, form.cleaned_data
        with transaction.atomic():
            publishing.save(
                story, by=request.user, belongings=belongings, at=said["appear_at"]
            )
            content = history.content_of(story)
            transaction.set_rollback(True)
        unsaved.forget(story, by=request.user)
        form.tell_colleagues(request.user)
        change = PlannedChange(
            article=Article.objects.get(pk=story.pk),
            content=content,
            base_version=said["read_version"],
            at=said["appear_at"],
            by=request.user,
            sentence=said.get("correction", ""),
            kind=said.get("correction_kind", ""),
            place=said.get("correction_place", ""),
        )
        try:
            planning.plan(change)
        except Refused as refusal:
            history.strand(
                change.article, content, by=request.user, base=change.base_version
            )
            messages.error(request, f"{refusal}")
        else:
            note_outcome(request, "plan", change.at)

    def tell_readers(self, request: Any, article: Article, said: Any) -> None:
        if said.get("change") == Reason.UPDATE:
            publishing.update(article, by=request.user)
        elif said.get("change") == Reason.CORRECTION:
            publishing.correct(
                article,
                by=request.user,
                kind=said["correction_kind"],
                sentence=said["correction"],
                place=said["correction_place"],
            )

    def render_change_form(  # type: ignore[override]
        self, request: Any, context: Any, **options: Any
    ) -> HttpResponse:
        """What was refused is kept among the revisions before anything else."""
        form = context["adminform"].form
        if getattr(form, "refused", None):
            history.strand(form.instance, form.refused, by=request.user, base=form.read)
        answer: HttpResponse = super().render_change_form(request, context, **options)
        return answer

    def perform(self, request: Any, article: Article, act: str, said: Any) -> None:
        """An editorial act after the text is saved; a refusal keeps the text."""
        article.refresh_from_db()
        options = {}
        if act in {"publish", "schedule"}:
            options = {"at": said["appear_at"], "despite": said.get("despite", "")}
        if refused := refusal_of(article, act, by=request.user, **options):
            request.was_refused = True
            messages.error(request, refused)
        else:
            note_outcome(request, act, options.get("at"))

    def response_add(self, request: Any, obj: Any, *args: Any) -> HttpResponse:
        answer: HttpResponse = super().response_add(request, obj, *args)
        say_outcome(request)
        return to_the_checks(request, obj) or answer

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        answer: HttpResponse = super().response_change(request, obj)
        say_outcome(request)
        return to_the_checks(request, obj) or answer

    def _get_obj_does_not_exist_redirect(
        self, request: Any, opts: Any, object_id: str
    ) -> HttpResponse:
        """A story deleted, or taken over, while it was being written: keep the words.

        They come back on the form for a new story.
        """
        if request.method != "POST" or "headline" not in request.POST:
            redirect = super()._get_obj_does_not_exist_redirect  # type: ignore[misc]
            gone: HttpResponse = redirect(request, opts, object_id)
            return gone
        request.story_is_gone = True
        request.POST = as_new(request.POST)
        address = reverse("admin:articles_article_add")
        answer: HttpResponse = self.changeform_view(request, None, address)
        return answer


def refusal_of(article: Article, act: str, **options: Any) -> str:
    """Do it, through the one door; why it was refused, or nothing."""
    try:
        with transaction.atomic():
            getattr(publishing, act)(article, **options)
    except Refused as refusal:
        return f"{refusal}"
    return ""


def to_the_checks(request: Any, article: Article) -> HttpResponse | None:
    """Where an act was refused: back to what says why."""
    if not getattr(request, "was_refused", False):
        return None
    address = reverse("admin:articles_article_change", args=[article.pk])
    return HttpResponseRedirect(f"{address}#checks")


def as_new(posted: Any) -> Any:
    """The same form, its bylines and topics as if none had been saved before."""
    words = posted.copy()
    for name in words:
        if name.endswith("-INITIAL_FORMS"):
            words[name] = "0"
        elif name.endswith(("-id", "-article")):
            words[name] = ""
    return words
