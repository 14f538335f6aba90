from articles import history, leaks, renditions
from articles.models import Article, Photo, Seal
from newsroom.jobs import periodic, task


@task(name="articles.make_renditions", retry=3)
def make_renditions(photo_id: int) -> None:
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is not None:  # it may have been deleted since
        renditions.make(photo)


@task(name="articles.check_killed", retry=3)
def check_killed(article_id: int) -> None:
    article = Article.objects.get(pk=article_id)
    renditions.forget(leaks.unused_files(Seal.objects.get(article=article).content))
    leaks.check(article)


@periodic(cron="17 3 * * *")
@task(name="articles.thin_revisions")
def thin_revisions(timestamp: int) -> None:
    history.thin()
