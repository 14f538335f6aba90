"""A reply by the newsroom. One that is refused comes back with all that was typed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Article
from comments import moderation, replying
from comments.forms import DeskForm
from comments.models import Comment, CommentPolicy, CommentStatus
from comments.rendering import trusted
from comments.surroundings import around
from comments.views.desk import undoing
from comments.views.desk.corridor import back, for_moderators, sent, way_back
from newsroom.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Comment.objects.filter(erased_at=None, withdrawn_at=None)
    comment = get_object_or_404(rows.select_related("article"), pk=pk)
    most = CommentPolicy.objects.get(pk=1).max_length
    if request.method != "POST":
        start = {"comment": replying.taken_back(comment, request.user)}
        return asked(request, comment, DeskForm(most=most, initial=start))
    form = DeskForm(request.POST, most=most)
    if not form.is_valid():
        return asked(request, comment, form, status=422)
    words, seen = form.cleaned_data["comment"], form.cleaned_data["version"]
    together = request.POST.get("with") == "approve"
    try:
        made = replying.reply(
            comment.pk, words, seen=seen, by=request.user, approve=together
        )
    except moderation.Refused as refusal:
        comment.refresh_from_db()
        return asked(request, comment, form, status=409, refusal=str(refusal))
    undoing.remember(request, decision=made.pk)
    messages.success(request, _("Your reply shows in twelve seconds."))
    if not Article.objects.live().filter(pk=comment.article_id).exists():
        messages.warning(request, _("Its story is not live: the reply shows with it."))
    return back(request, to=comment.pk)


def asked(
    request: SignedInRequest,
    comment: Comment,
    form: DeskForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "comment": comment,
        "neighbours": around(comment)[0],
        "body": trusted(comment.body_html),
        "form": form,
        "typed": form["comment"].value() or "",
        "refusal": refusal,
        "name": replying.name_of(request.user),
        "is_approved": comment.status == CommentStatus.APPROVED,
        "list": sent(request).get("list", ""),
        "view": sent(request).get("view", ""),
        "way_back": f"{way_back(request)}#comment-{comment.pk}",
    }
    return render(request, "comments/desk/reply.html", context, status=status)
