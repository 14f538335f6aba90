"""One story's comments, closed or opened again from the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article
from comments import closing
from comments.views.desk.corridor import back, for_moderators
from newsroom.http import SignedInRequest, whole_number


@require_POST
@for_moderators
@permission_required("comments.close_thread", raise_exception=True)
def story(request: SignedInRequest) -> HttpResponse:
    pk = whole_number(request.POST.get("story", ""))
    article = get_object_or_404(Article, pk=pk)
    if request.POST.get("act") == "close":
        closing.close(article, by=request.user)
        messages.success(request, _("The story takes no new comments."))
    elif request.POST.get("act") == "reopen":
        closing.reopen(article)
        messages.success(request, _("The story takes comments again."))
    return back(request)
