from articles import renditions
from articles.models import Photo
from newsroom.jobs import task


@task(name="articles.make_renditions", retry=3)
def make_renditions(photo_id: int) -> None:
    renditions.make(Photo.objects.get(pk=photo_id))
