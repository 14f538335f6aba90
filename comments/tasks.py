from comments import telling
from newsroom.jobs import periodic, task


@periodic(cron="* * * * *")
@task(name="comments.tell_of_comments", queueing_lock="comments.tell_of_comments")
def tell_of_comments(timestamp: int) -> None:
    telling.tell_all()
