from dataclasses import dataclass
from typing import Self

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

TABLES = """
    SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'django_migrations'
"""
MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Rows:
    """Every row that the migrations made, to be put back when a test has committed."""

    kept: dict[str, bytes]

    @classmethod
    def as_they_are(cls) -> Self:
        kept = {}
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            for (table,) in cursor.fetchall():
                with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                    kept[table] = b"".join(bytes(part) for part in copy)
        return cls(kept)

    def put_back(self) -> None:
        """Decisions are append-only and rows point at each other: as replica, no
        trigger and no foreign key says no."""
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            self.emptied(cursor)
            for table, data in self.kept.items():
                if data:
                    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                        copy.write(data)
            cursor.execute("SET session_replication_role = origin")

    def emptied(self, cursor: CursorWrapper) -> None:
        """What a page still asks for when its test is over may lock the other way
        round: PostgreSQL then ends one of the two, and it may be this one."""
        for _attempt in range(MOST_ATTEMPTS - 1):
            try:
                cursor.execute(f"TRUNCATE {', '.join(self.kept)}")
            except OperationalError:
                continue
            return
        cursor.execute(f"TRUNCATE {', '.join(self.kept)}")
