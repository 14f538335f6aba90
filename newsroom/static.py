from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed beside. While developing, a missing entry is no error."""

    manifest_strict = False
