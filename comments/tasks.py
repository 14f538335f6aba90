from comments import retention, telling
from newsroom.jobs import periodic, task


@periodic(cron="* * * * *")
@task(name="comments.tell_of_comments", queueing_lock="comments.tell_of_comments")
def tell_of_comments(timestamp: int) -> None:
    telling.tell_all()


@periodic(cron="41 3 * * *")
@task(name="comments.purge_expired", retry=3)
def purge_expired(timestamp: int) -> None:
    retention.purge()
