"""The store in a bucket of a service that speaks S3: the one window to its client."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import unquote, urlsplit

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

_ABSENT = {"NoSuchKey", "NoSuchObject"}
# Somebody may be waiting, and a row may be locked: the client's own five minutes are too long.
_WAIT = Timeout(connect=2, read=10)
_TRIES = Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504])


class Unreachable(Exception):
    """The store as a whole does not answer: that says nothing of any file in it."""


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
        """Send the object unless the service has it; what lies there altered is made whole."""
        if not self._holds(name, content):
            with self._asked(name):
                self.client.put_object(self.bucket, name, io.BytesIO(content), len(content))

    def read(self, name: str) -> bytes:
        """Fetch the object. Raises KeyError; OSError when the service has it and cannot give it."""
        with self._asked(name), closing(self.client.get_object(self.bucket, name)) as answer:
            try:
                return bytes(answer.read())
            finally:
                answer.release_conn()

    def drop(self, name: str) -> None:
        """Delete the object; the service does not mind its absence."""
        with self._asked(name):
            self.client.remove_object(self.bucket, name)

    def _holds(self, name: str, content: bytes) -> bool:
        try:
            return self.read(name) == content
        except (KeyError, OSError):
            return False

    @contextmanager
    def _asked(self, name: str) -> Iterator[None]:
        """Tell an absent object, one that cannot be given, and a service that does not answer."""
        try:
            yield
        except (MinioException, HTTPError) as problem:
            if isinstance(problem, S3Error) and problem.code in _ABSENT:
                raise KeyError(name) from None
            if self._answers():
                raise OSError(f"{type(problem).__name__}: {name}") from problem
            raise Unreachable from problem

    def _answers(self) -> bool:
        try:
            return self.client.bucket_exists(self.bucket)
        except (MinioException, HTTPError):
            return False
