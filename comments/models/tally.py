from django.db import models


class Tally(models.Model):
    """A running total, in shards so that writers do not wait for one another.

    The total is the sum over the shards of a name. A shard may be below zero. Triggers
    write it: a writer takes any shard that nobody holds, or makes one of its own.
    """

    name = models.CharField(max_length=40)
    shard = models.PositiveSmallIntegerField()
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "shard"], name="tally_shard"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
