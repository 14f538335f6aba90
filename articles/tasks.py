from articles import history, renditions
from articles.models import Photo
from newsroom.jobs import periodic, task


@task(name="articles.make_renditions", retry=3)
def make_renditions(photo_id: int) -> None:
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is not None:  # it may have been deleted since
        renditions.make(photo)


@periodic(cron="17 3 * * *")
@task(name="articles.thin_revisions")
def thin_revisions(timestamp: int) -> None:
    history.thin()
