from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import receiving
from articles.admin.uploading import tell


class Illustrating:
    """For the admin of stories: pictures that come with the form.

    They are kept before the form is looked at: whatever is wrong with it, they wait
    for their words. With script none come this way.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if request.method == "POST" and request.user.has_perm("articles.add_photo"):
            receive_all(request)
        return super().changeform_view(request, *args, **options)  # type: ignore[misc]


def receive_all(request: HttpRequest) -> None:
    kept = 0
    for file in request.FILES.getlist("photos"):
        try:
            receiving.receive(file, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(request, file, error)
        else:
            kept += 1
    if kept:
        place = reverse("admin:articles_photo_several")
        words = _("Pictures that wait for their words:")
        messages.warning(
            request, format_html('{} <a href="{}">{}</a>', words, place, kept)
        )
