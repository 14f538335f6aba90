from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import StringAgg, Subquery, TextField, Value
from django.db.models.functions import Cast


class Pulse(models.Model):
    """A mark that nobody wrote before; all rows together name what readers may see.

    A trigger writes a new one when a transaction changes anything that a public page
    is made of, in whichever row no other transaction is writing: so nobody waits, and
    there are as many rows as there once were such transactions at one moment.
    """

    mark = models.UUIDField(db_default=RandomUUID())

    def __str__(self) -> str:
        return str(self.mark)


def pulse() -> Subquery:
    """All marks, in one order; the same only while nothing has changed."""
    marks = StringAgg(Cast("mark", TextField()), Value(" "), order_by="pk")
    all_of_them = Pulse.objects.order_by().annotate(_all=Value(1)).values("_all")
    return Subquery(all_of_them.annotate(_marks=marks).values("_marks"))
