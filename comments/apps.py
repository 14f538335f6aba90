from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Letters page")

    def ready(self) -> None:
        from comments import parts

        parts.register()
