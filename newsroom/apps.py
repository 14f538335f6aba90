from django.apps import AppConfig

from newsroom.late import import_late

# Passkeys need a library of cryptography that takes 12 MiB. Readers have none.
PASSKEYS = "allauth.mfa.webauthn.internal.auth"


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        from newsroom import checks  # noqa: F401 (registers the deploy checks)

        import_late(PASSKEYS)
