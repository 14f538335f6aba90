from newsroom.models.letter import Letter
from newsroom.models.user import User

__all__ = ["Letter", "User"]
