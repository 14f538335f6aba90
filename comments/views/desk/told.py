"""What a moderator is told by letter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.forms import TellingForm
from comments.models import CommentPolicy, Telling
from comments.views.desk.corridor import for_moderators
from newsroom.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def told(request: SignedInRequest) -> HttpResponse:
    telling = Telling.objects.filter(moderator=request.user).first()
    form = TellingForm(
        request.POST or None,
        instance=telling or Telling(moderator=request.user),
        policy=CommentPolicy.objects.get(),
    )
    if form.is_valid():
        form.save()
        messages.success(request, _("From now on you are told as you chose."))
        return redirect("comments:told")
    status = 422 if form.is_bound else 200
    return render(request, "comments/desk/told.html", {"form": form}, status=status)
