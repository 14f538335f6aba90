#!/usr/bin/env python
"""Runs Django's commands: see `manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if sys.argv[1:2] in (["demo"], ["bench"]):
        os.environ.setdefault("DEMO", "1")
    # Commands and the worker hold what a pool between transactions would lose.
    if direct := os.environ.get("DATABASE_DIRECT_URL"):
        os.environ["DATABASE_URL"] = direct
    execute_from_command_line(sys.argv)
