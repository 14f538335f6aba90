"""Background work: rows in our own database, run by a worker, tried again on failure.

A job is deferred inside the transaction of its cause, so both happen or neither.
"""

from procrastinate.contrib.django import app

task = app.task
periodic = app.periodic
