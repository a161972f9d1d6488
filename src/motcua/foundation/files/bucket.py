"""The store in a bucket of a service that speaks S3: the one window to its client."""

import io
from urllib.parse import unquote, urlsplit

from minio import Minio
from minio.error import S3Error
from urllib3 import PoolManager, Retry, Timeout

_ABSENT = {"NoSuchKey", "NoSuchObject"}
# Somebody may be waiting, and a row may be locked: the client's own five minutes are too long.
_WAIT = Timeout(connect=2, read=10)
_TRIES = Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504])


class Bucket:
    """One bucket; the name of an object is the hash of its bytes."""

    def __init__(self, client: Minio, bucket: str) -> None:
        self.client = client
        self.bucket = bucket

    @classmethod
    def at(cls, address: str) -> "Bucket":
        """Return the bucket at `https://KEY:SECRET@host:port/bucket`."""
        parts = urlsplit(address)
        client = Minio(
            parts.netloc.rpartition("@")[2],
            access_key=unquote(parts.username or ""),
            secret_key=unquote(parts.password or ""),
            secure=parts.scheme == "https",
            region="us-east-1",
            http_client=PoolManager(timeout=_WAIT, retries=_TRIES, maxsize=10),
        )
        return cls(client, parts.path.strip("/"))

    def put(self, name: str, content: bytes) -> None:
        """Send the object unless the service has it."""
        if not self._has(name):
            self.client.put_object(self.bucket, name, io.BytesIO(content), len(content))

    def read(self, name: str) -> bytes:
        """Fetch the object. Raises KeyError; OSError when the service has it and cannot give it."""
        try:
            answer = self.client.get_object(self.bucket, name)
        except S3Error as error:
            if error.code in _ABSENT:
                raise KeyError(name) from None
            raise OSError(f"{error.code}: {name}") from error
        try:
            return bytes(answer.read())
        finally:
            answer.close()
            answer.release_conn()

    def drop(self, name: str) -> None:
        """Delete the object; the service does not mind its absence."""
        self.client.remove_object(self.bucket, name)

    def _has(self, name: str) -> bool:
        try:
            self.client.stat_object(self.bucket, name)
        except S3Error as error:
            if error.code in _ABSENT:
                return False
            raise
        return True
