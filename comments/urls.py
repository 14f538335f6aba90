from django.urls import path

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
urlpatterns = [
    path(STORY, thread.comments, name="thread"),
    path(f"{STORY}token/", thread.token, name="token"),
    path(f"{STORY}count/", count.count, name="count"),
    path(FEED, feed.feed, name="feed"),
    path("comments/<int:pk>/", thread.one, name="one"),
    path("comments/status/<str:token>/", thread.status, name="status"),
    path("comments/prove/<str:token>/", proving.prove, name="prove"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("desk/", queue.queue, name="queue"),
    path("desk/one/", queue.one, name="one-at-a-time"),
    path("desk/decide/", deciding.decide, name="decide"),
    path("desk/whole/", deciding.whole, name="whole"),
    path("desk/undo/", undoing.undo, name="undo"),
    path("desk/edit/<int:pk>/", wording.edit, name="edit"),
    path("desk/reply/<int:pk>/", replying.reply, name="reply"),
    path("desk/keys/", keys.keys, name="keys"),
    path("desk/note/", notes.note, name="note"),
    path("desk/story/", story.story, name="close"),
    path("desk/escalate/", escalations.escalate, name="escalate"),
    path("desk/escalated/", escalations.escalated, name="escalated"),
    path("desk/escalated/answer/", escalations.answer, name="answer"),
    path("desk/told/", told.told, name="told"),
    path("desk/keep/", reports.keep, name="keep"),
    path("desk/author/", author.author, name="author"),
    path("desk/watch/", watching.watch, name="watch"),
    path("desk/colleagues/", colleagues.colleagues, name="colleagues"),
]
