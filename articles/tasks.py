from collections.abc import Iterable

from procrastinate.contrib.django.models import ProcrastinateJob

from articles import (
    history,
    leaks,
    placing,
    receiving,
    related,
    renditions,
    unsaved,
    warning,
    words,
)
from articles.models import Article, Digest, Fault, Photo, Seal
from articles.pixels import Damaged
from newsroom.jobs import BACK_OFF, periodic, task

AT_A_TIME = 500


@task(name="articles.make_renditions", retry=BACK_OFF)
def make_renditions(photo_id: int) -> None:
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:  # it may have been deleted since
        return
    try:
        renditions.make(photo)
    except Damaged:
        renditions.give_up(photo)
    except Exception:
        Photo.objects.filter(pk=photo_id).update(fault=Fault.FAILED)
        raise


def make_soon(photos: Iterable[int], priority: int = 0) -> None:
    """Queue them, each photo's jobs one after another."""
    for pk in photos:
        job = make_renditions.configure(lock=f"photo-{pk}", priority=priority)
        job.defer(photo_id=pk)


@periodic(cron="*/10 * * * *")
@task(name="articles.renew_renditions")
def renew_renditions(timestamp: int) -> None:
    """After an upgrade that makes other sizes: photos of before, behind new ones."""
    waiting = ProcrastinateJob.objects.filter(
        task_name=make_renditions.name, status__in=["todo", "doing"]
    )
    if not waiting.exists():
        outdated = Photo.objects.outdated().order_by("-pk").values_list("pk", flat=True)
        make_soon(outdated[:AT_A_TIME], priority=-1)


@task(name="articles.settle_files", retry=BACK_OFF)
def settle_files(photo_id: int) -> None:
    if photo := Photo.objects.filter(pk=photo_id).first():
        placing.settle(photo)


def settle_soon(photo: Photo) -> None:
    """After its rights were given another end; not while its files are made."""
    settle_files.configure(lock=f"photo-{photo.pk}").defer(photo_id=photo.pk)


@periodic(cron="*/10 * * * *")
@task(name="articles.settle_all_files")
def settle_all_files(timestamp: int) -> None:
    """Photos whose end of rights was written in another way than on their form."""
    ending = Photo.objects.filter(rights_end__isnull=False).exclude(renditions=[])
    for photo in ending.exclude(renditions__contains=[{placing.LIMITED: True}]):
        settle_soon(photo)


@periodic(cron="41 3 * * *")
@task(name="articles.discard_uploads")
def discard_uploads(timestamp: int) -> None:
    receiving.discard_old()


@task(name="articles.check_killed", retry=BACK_OFF)
def check_killed(article_id: int) -> None:
    article = Article.objects.get(pk=article_id)
    placing.forget(leaks.unused_files(Seal.objects.get(article=article).content))
    leaks.check(article)


@task(name="articles.digest", retry=BACK_OFF)
def digest(article_id: int) -> None:
    """Once a story is out: its like, and the words that a search may mean."""
    article = Article.objects.live().filter(pk=article_id).first()
    if article is None:  # withdrawn since, or its time moved: the sweep finds it
        return
    if not Digest.objects.filter(article=article).exists():
        words.learn(article)
    related.digest(article)


@task(name="articles.tell_hub", retry=BACK_OFF)
def tell_hub(article_id: int) -> None:
    from articles import announcing

    article = Article.objects.live().filter(pk=article_id).first()
    if (
        article is not None
    ):  # withdrawn since, or its time moved: then another job waits
        announcing.tell_of(article)


@periodic(cron="*/10 * * * *")
@task(name="articles.digest_missing")
def digest_missing(timestamp: int) -> None:
    """Stories whose time came, those imported, and those of before this job was."""
    missing = Article.objects.live().filter(digest=None).newest_first()
    for pk in missing.values_list("pk", flat=True)[:AT_A_TIME]:
        digest(article_id=pk)


@periodic(cron="17 3 * * *")
@task(name="articles.thin_revisions")
def thin_revisions(timestamp: int) -> None:
    history.thin()
    unsaved.discard_old()


@periodic(cron="*/10 * * * *")
@task(name="articles.warn_of_scheduled")
def warn_of_scheduled(timestamp: int) -> None:
    warning.warn_all()
