from newsroom.models.letter import Letter
from newsroom.models.pulse import Pulse
from newsroom.models.user import User

__all__ = ["Letter", "Pulse", "User"]
