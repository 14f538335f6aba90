from django.urls import include, path

import articles.converters  # noqa: F401 (registers year, two and word)
from comments.views import count, feed, guidelines, proving, thread
from comments.views.desk import (
    author,
    colleagues,
    deciding,
    escalations,
    keys,
    notes,
    queue,
    replying,
    reports,
    story,
    told,
    undoing,
    watching,
    wording,
)

app_name = "comments"
FEED = "<year:year>/<two:month>/<two:day>/<word:slug>/feed/"
STORY = "<year:year>/<two:month>/<two:day>/<word:slug>/comments/"
# Readers' addresses are looked through without them.
desk = [
    path("", queue.queue, name="queue"),
    path("one/", queue.one, name="one-at-a-time"),
    path("decide/", deciding.decide, name="decide"),
    path("whole/", deciding.whole, name="whole"),
    path("undo/", undoing.undo, name="undo"),
    path("edit/<int:pk>/", wording.edit, name="edit"),
    path("reply/<int:pk>/", replying.reply, name="reply"),
    path("keys/", keys.keys, name="keys"),
    path("note/", notes.note, name="note"),
    path("story/", story.story, name="close"),
    path("escalate/", escalations.escalate, name="escalate"),
    path("escalated/", escalations.escalated, name="escalated"),
    path("escalated/answer/", escalations.answer, name="answer"),
    path("told/", told.told, name="told"),
    path("keep/", reports.keep, name="keep"),
    path("author/", author.author, name="author"),
    path("watch/", watching.watch, name="watch"),
    path("colleagues/", colleagues.colleagues, name="colleagues"),
]
urlpatterns = [
    path(STORY, thread.comments, name="thread"),
    path(f"{STORY}token/", thread.token, name="token"),
    path(f"{STORY}count/", count.count, name="count"),
    path(FEED, feed.feed, name="feed"),
    path("comments/<int:pk>/", thread.one, name="one"),
    path("comments/status/<str:token>/", thread.status, name="status"),
    path("comments/prove/<str:token>/", proving.prove, name="prove"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("desk/", include(desk)),
]
