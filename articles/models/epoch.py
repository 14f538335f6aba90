from django.db import models


class Epoch(models.Model):
    """A number that goes up whenever something shown in a scope changes.

    Triggers count: no code sets it. Scopes are ``site``, ``furniture`` (what stands
    on every page: name, navigation, footer), ``section:<id>``, ``contributor:<id>``
    and ``topic:<id>``. A list page's validator reads its scope's number.
    """

    scope = models.CharField(max_length=40, primary_key=True)
    value = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.scope} {self.value}"
