"""What moderators tell one another about a comment."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comments.models import Comment, Note
from comments.text import clean_body, is_blank
from comments.views.desk.corridor import back, for_moderators
from newsroom.http import SignedInRequest, whole_number

LONGEST = 1000


@require_POST
@for_moderators
def note(request: SignedInRequest) -> HttpResponse:
    """Write a note under a comment, for colleagues only."""
    pk = whole_number(request.POST.get("note", ""))
    comment = get_object_or_404(Comment.objects.filter(erased_at=None), pk=pk)
    if keep(request, comment.pk):
        messages.success(request, _("The note stands with the comment."))
    else:
        messages.warning(request, _("Write the note first."))
    return back(request, to=comment.pk)


def keep(request: SignedInRequest, pk: int) -> bool:
    """Whatever is pressed on a card, a note that was written there is not lost."""
    text = clean_body(request.POST.get(f"note-{pk}", "").replace("\x00", ""))
    if is_blank(text):
        return False
    note = Note(comment_id=pk, moderator=request.user, text=text[:LONGEST])
    note.save()
    return True
