from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from PIL import ImageOps

from articles import receiving
from articles.admin.thumbnails import seen_by_staff, thumbnail
from articles.forms import WaitingForm
from articles.models import Photo, Upload
from articles.tasks import make_soon
from articles.uploads import opened
from newsroom.media import address

SMALL = (480, 360)


class Uploading:
    """For the admin of photos: several sent at once, and the words for each.

    A script asks for one picture's piece of the page at a time, and says so.
    """

    def get_urls(self) -> list[Any]:
        own = [
            path(path_, self.guarded(view), name=f"articles_photo_{name}")
            for path_, view, name in (
                ("several/", self.several, "several"),
                ("several/<int:pk>/", require_POST(self.worded), "worded"),
                ("several/<int:pk>/small/", require_safe(self.small_upload), "upload"),
                ("<int:pk>/small/", require_safe(self.small_photo), "small"),
                ("<int:pk>/made/", require_safe(self.made), "made"),
            )
        ]
        return own + super().get_urls()  # type: ignore[misc,no-any-return]

    def guarded(self, view: Any) -> Any:
        def allowed(request: HttpRequest, **named: Any) -> HttpResponse:
            if not self.has_add_permission(request):  # type: ignore[attr-defined]
                raise PermissionDenied
            answer: HttpResponse = view(request, **named)
            return answer

        return self.admin_site.admin_view(allowed)  # type: ignore[attr-defined]

    def several(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.waiting_page(request)
        files = request.FILES.getlist("photos")
        pieces = [self.piece_of(request, file) for file in files]
        if is_script(request):
            return HttpResponse("".join(pieces))
        if not files:
            messages.error(request, _("Choose one picture or several."))
        return redirect("admin:articles_photo_several")

    def piece_of(self, request: HttpRequest, file: Any) -> str:
        """Of the page: the words that one picture waits for, or why there is none."""
        try:
            upload = receiving.receive(file, by=request.user)  # type: ignore[arg-type]
        except receiving.Known as known:
            return self.refusal(request, file, known, photo=known.photo)
        except ValidationError as error:
            return self.refusal(request, file, error)
        return card(request, WaitingForm(upload))

    def refusal(
        self, request: HttpRequest, file: Any, error: ValidationError, **told: Any
    ) -> str:
        told |= {"name": file.name, "why": error.messages[0]}
        piece = render_to_string("admin/articles/photo/_refused.html", told)
        if not is_script(request):
            tell(request, file, error)
        return piece

    def waiting_page(
        self, request: HttpRequest, answered: WaitingForm | None = None
    ) -> HttpResponse:
        known = {answered.upload.pk: answered} if answered else {}
        mine = receiving.waiting(request.user)
        cards = [known.get(one.pk) or WaitingForm(one) for one in mine]
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Photo._meta,
            "title": _("Add photos"),
            "cards": list(map(with_alike, cards)),
        }
        return TemplateResponse(
            request,
            "admin/articles/photo/several.html",
            context,
            status=422 if answered else 200,
        )

    def worded(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = get_object_or_404(receiving.waiting(request.user), pk=pk)
        if "discard" in request.POST:
            receiving.discard(upload)
            return HttpResponse() if is_script(request) else back()
        form = WaitingForm(upload, request.POST)
        if not form.is_valid():
            if is_script(request):
                return HttpResponse(card(request, form))
            return self.waiting_page(request, form)
        photo = self.keep(request, form)
        if is_script(request):
            told = {"photo": photo}
            return HttpResponse(
                render_to_string("admin/articles/photo/_kept.html", told, request)
            )
        messages.success(request, _("“%s” is in the library.") % photo)
        return back()

    @transaction.atomic
    def keep(self, request: HttpRequest, form: WaitingForm) -> Photo:
        photo: Photo = form.save(commit=False)
        photo.uploaded_by = request.user  # type: ignore[assignment]
        photo.save()
        form.upload.delete()
        self.log_addition(request, photo, [{"added": {}}])  # type: ignore[attr-defined]
        make_soon([photo.pk])
        return photo

    def small_upload(self, request: HttpRequest, pk: int) -> HttpResponse:
        return small(get_object_or_404(receiving.waiting(request.user), pk=pk))

    def small_photo(self, request: HttpRequest, pk: int) -> HttpResponse:
        photo = get_object_or_404(Photo, pk=pk)
        made = next(iter(photo.made("jpeg")), None)
        if made and not seen_by_staff(photo):
            return redirect(address(made["name"]))
        return small(photo)

    def made(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far a photo is, for a page that waits for it."""
        return HttpResponse(thumbnail(get_object_or_404(Photo, pk=pk)))


def tell(request: HttpRequest, file: Any, error: ValidationError) -> None:
    """Why one picture was refused; of one that is known, where it is."""
    why: str = error.messages[0]
    if isinstance(error, receiving.Known):
        why = render_to_string(
            "admin/articles/_known_photo.html", {"photo": error.photo}
        )
    messages.error(request, format_html("{}: {}", file.name, why))


def is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def back() -> HttpResponse:
    return redirect("admin:articles_photo_several")


def with_alike(form: WaitingForm) -> WaitingForm:
    form.alike = Photo.objects.alike(form.upload.look)[:3]
    return form


def card(request: HttpRequest, form: WaitingForm) -> str:
    context = {"card": with_alike(form)}
    return render_to_string("admin/articles/photo/_waiting.html", context, request)


def small(kept: Photo | Upload) -> HttpResponse:
    """Its looks while nothing is made of it yet, for whoever writes its words."""
    try:
        with kept.original.open("rb") as file:
            image = opened(file.read())
        image.draft("RGB", SMALL)
        image.thumbnail(SMALL)
        turned = ImageOps.exif_transpose(image).convert("RGB")
    except Exception as error:  # a broken file breaks each decoder in its own way
        raise Http404 from error
    written = BytesIO()
    turned.save(written, "JPEG", quality=75)
    answer = HttpResponse(written.getvalue(), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=600"
    return answer
