"""A picture's way in: inspected, read, kept; and with its words it is a photo."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import metadata, uploads
from articles.models import Photo, Upload
from newsroom.models import User

WAITS = timedelta(days=7)


class Known(ValidationError):
    """The same bytes are a photo in the library."""

    def __init__(self, photo: Photo) -> None:
        super().__init__(_("This picture is in the library already."))
        self.photo = photo


def receive(file: File, by: User, but: int | None = None) -> Upload:
    """Keep what somebody sends, until its words are there. Refuses in clear words.

    What waits for them already waits once, however often it is sent.
    """
    found = uploads.inspect(file)
    twins = Photo.objects.filter(sha256=found.sha256)
    if twin := (twins.exclude(pk=but) if but else twins).first():
        raise Known(twin)
    if one := waiting(by).filter(sha256=found.sha256).first():
        return one  # type: ignore[no-any-return]
    file.seek(0)
    said = metadata.read(file.read())
    file.seek(0)
    sizes = {"width": found.width, "height": found.height, "look": found.look}
    kept = Upload(sha256=found.sha256, said=said, by=by, **sizes)
    try:
        kept.original.save("", file)
    except OSError as error:
        raise ValidationError(
            _(
                "The picture could not be stored: the place for pictures is full or"
                " does not answer. Nothing else was lost; try again in a while."
            )
        ) from error
    return kept


def take(photo: Photo, upload: Upload) -> None:
    """The file becomes the photo's. It stays where it is."""
    for name in ("sha256", "width", "height", "look"):
        setattr(photo, name, getattr(upload, name))
    photo.original = upload.original.name


def waiting(by: Any) -> Any:
    return Upload.objects.filter(by=by).order_by("pk")


def discard(upload: Upload) -> None:
    upload.delete()
    store, name = upload.original.storage, str(upload.original.name)
    transaction.on_commit(partial(store.delete, name))


def discard_old() -> None:
    for upload in Upload.objects.filter(at__lt=timezone.now() - WAITS):
        discard(upload)
