from articles import renditions
from articles.models import Photo
from newsroom.jobs import task


@task(name="articles.make_renditions", retry=3)
def make_renditions(photo_id: int) -> None:
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is not None:  # it may have been deleted since
        renditions.make(photo)
