from django.urls import path

import articles.converters  # noqa: F401 (registers year, two and word)
from comments.views import desk, guidelines, thread

app_name = "comments"
STORY = "<year:year>/<two:month>/<two:day>/<word:slug>/comments/"
urlpatterns = [
    path(STORY, thread.comments, name="thread"),
    path(f"{STORY}token/", thread.token, name="token"),
    path("comments/<int:pk>/", thread.one, name="one"),
    path("comments/status/<str:token>/", thread.status, name="status"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("desk/", desk.queue, name="queue"),
    path("desk/decide/", desk.decide, name="decide"),
    path("desk/undo/", desk.undo, name="undo"),
]
