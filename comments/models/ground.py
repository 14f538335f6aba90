from django.db import models
from django.db.models import Q

from comments.models.decision import Decision


class Ground(models.Model):
    """The part of a comment's text for which it was rejected. It can be erased.

    The decision itself is never changed, so what points into a reader's words stands
    here. Places are counted in characters of the version that was judged.
    """

    decision = models.OneToOneField(
        Decision, models.CASCADE, primary_key=True, related_name="ground"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ground_is_a_span", condition=Q(end__gt=models.F("start"))
            ),
        ]

    def __str__(self) -> str:
        return f"ground of decision {self.decision_id}"

    def words_in(self, body: str) -> str:
        return body[self.start : self.end]
