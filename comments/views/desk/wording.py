"""Other words for a comment. A refused edit comes back with all that was typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import editing, moderation
from comments.forms import DeskForm
from comments.models import Comment, CommentPolicy
from comments.views.desk import undoing
from comments.views.desk.corridor import back, for_moderators, sent, way_back
from newsroom.differences import by_word
from newsroom.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Comment.objects.filter(erased_at=None).select_related("article", "parent")
    comment = get_object_or_404(
        rows.defer("article__body", "article__body_text"), pk=pk
    )
    # Words that were longer when longer ones were allowed can still be mended.
    most = max(CommentPolicy.objects.get(pk=1).max_length, len(comment.body))
    if request.method != "POST":
        start = {"comment": comment.body, "version": comment.version}
        return asked(request, comment, DeskForm(most=most, initial=start))
    form = DeskForm(request.POST, most=most)
    if not form.is_valid():
        return asked(request, comment, form, status=422)
    words, seen = form.cleaned_data["comment"], form.cleaned_data["version"]
    try:
        kept = editing.edit(comment.pk, words, seen=seen, by=request.user)
    except moderation.DecidedMeanwhile as refusal:
        return asked(request, comment, form, status=409, refusal=str(refusal))
    except moderation.Refused as refusal:
        return asked(request, comment, form, status=422, refusal=str(refusal))
    undoing.remember(request, edit=kept.pk)
    messages.success(request, _("The new words stand; the earlier ones are kept."))
    return back(request, to=comment.pk)


def asked(
    request: SignedInRequest,
    comment: Comment,
    form: DeskForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    """The page with the field. After a refusal it holds what was typed."""
    typed = str(form["comment"].value() or "")
    context: dict[str, Any] = {
        "comment": comment,
        "form": form,
        "typed": typed,
        "refusal": refusal,
        # Only when somebody changed it meanwhile is there anything to compare.
        "pieces": by_word(comment.body, typed) if status == 409 else [],
        "list": sent(request).get("list", ""),
        "view": sent(request).get("view", ""),
        "way_back": f"{way_back(request)}#comment-{comment.pk}",
    }
    return render(request, "comments/desk/edit.html", context, status=status)
