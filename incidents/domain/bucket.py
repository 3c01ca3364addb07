"""The store of files in an S3 bucket. Only sealed bytes go there; nothing is fetched whole, nothing gets an address."""

import contextlib
import errno
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from incidents.domain.seeking import Seekable

PART = 8 * 1024 * 1024
AHEAD = 1024 * 1024


class Bucket(S3Storage):
    """Django's storage of a bucket: private, never overwriting, and a bucket that does not answer is an OSError."""

    def get_default_settings(self) -> dict[str, Any]:
        """What is the same for every bucket; nothing is read from the environment of Amazon's own tools."""
        answers = Config(
            signature_version="s3v4", connect_timeout=10, read_timeout=60, retries={"max_attempts": 3},
            request_checksum_calculation="when_required", response_checksum_validation="when_required",
        )  # fmt: skip
        same = {
            "client_config": answers, "file_overwrite": False, "querystring_auth": False, "default_acl": None,
            "transfer_config": TransferConfig(2 * PART, multipart_chunksize=PART, use_threads=False),
        }  # fmt: skip
        return super().get_default_settings() | same

    def open_ranged(self, name: str) -> BinaryIO:
        """A file of the bucket, read in pieces as they are asked for. Raises FileNotFoundError, OSError."""
        thing = self.bucket.Object(self._normalize_name(name))
        with reached():
            return cast(BinaryIO, io.BufferedReader(Ranged(thing, thing.content_length), AHEAD))

    def _save(self, name, content):
        with reached():
            return super()._save(name, content)

    def delete(self, name):
        """Take a file away, if it is there. Raises OSError."""
        with reached():
            super().delete(name)

    def exists(self, name):
        """Whether it is there. Raises OSError."""
        with reached():
            return super().exists(name)

    def listdir(self, path):
        """Folders and files in it. Raises OSError."""
        with reached():
            return super().listdir(path)


class Ranged(Seekable):
    """One object of a bucket: each reading is a request for a range of its bytes."""

    def __init__(self, thing: Any, size: int):
        self.thing, self.size = thing, size

    def readinto(self, buffer) -> int:
        """The next bytes. Raises OSError."""
        end = min(self.at + len(buffer), self.size)
        if self.at >= end:
            return 0
        with reached():
            part = self.thing.get(Range=f"bytes={self.at}-{end - 1}")["Body"].read()
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)


@contextlib.contextmanager
def reached() -> Iterator[None]:
    """What goes wrong between here and the bucket, in the words of a file system."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"].get("HTTPStatusCode") == 404 and "Bucket" not in _code(error):
            raise FileNotFoundError(errno.ENOENT, "not in the bucket") from None
        raise OSError(errno.EHOSTUNREACH, f"the bucket refuses: {_code(error)}") from None
    except BotoCoreError:
        raise OSError(errno.EHOSTUNREACH, "the bucket does not answer") from None


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
