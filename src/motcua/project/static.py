"""Static files: hashed names once `init` has collected them, plain names before (tests)."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedWhenCollected(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names with a hash from the manifest; without a manifest, the plain name."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name when files were collected, else `name` itself."""
        return str(super().stored_name(name)) if self.hashed_files else name
