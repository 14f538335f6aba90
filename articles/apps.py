from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newspaper")

    def ready(self) -> None:
        from articles import apology, archive, composition
        from newsroom import errors

        composition.register()
        archive.register()
        errors.dress(apology.around)
