from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Report:
    """What was taken out, what stays, and why."""

    removed: Counter[str] = field(default_factory=Counter)
    # What could not be deleted and holds nothing of the demo any more, with the reason.
    emptied: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    # Whether anything that stays is somebody's own.
    has_grown: bool = False

    def keep(self, what: str, why: str, *, own: bool = True) -> None:
        self.kept.append(f"{what}: {why}")
        self.has_grown = self.has_grown or own

    def lines(self) -> list[str]:
        lines = [f"Removed: {counted(self.removed) or 'nothing'}."]
        if self.emptied:
            lines.append(f"Emptied, for the record: {counted(self.emptied)}.")
        if self.kept:
            lines.append("Kept:")
            lines += [f"  {line}." for line in self.kept]
        return lines


def counted(things: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in things.items() if number)
