"""The whole newsroom in one folder: database, media and a manifest that proves them.

A backup is complete or absent: it is made under another name and renamed at the end.
Keys are not in it (SECRET_KEY, ADDRESS_KEY): keep the environment somewhere else.
"""


class Refused(Exception):
    """Why a backup was not made, or not restored; a sentence for the operator."""
