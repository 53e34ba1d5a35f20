"""File contents: on disk, in memory, or only listed. A blob knows its git id and can be read from any byte."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

CHUNK = 1 << 16
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"
STAND_IN = b"This file is listed in the hub directory but is not on disk; these bytes stand in for it.\n"


def git_blob_id(data: bytes) -> str:
    """The sha1 git gives a blob of these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class Blob(ABC):
    """One file of a commit; `lfs` files have a sha256 beside the git id, which is that of their pointer."""

    def __init__(self, path: str, size: int, lfs: bool) -> None:
        self.path, self.size, self.lfs = path, size, lfs

    @abstractmethod
    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from start up to stop, in pieces of bounded size."""

    def read(self) -> bytes:
        return b"".join(self.chunks(0, self.size))

    @cached_property
    def sha256(self) -> str:
        digest = hashlib.sha256()
        for chunk in self.chunks(0, self.size):
            digest.update(chunk)
        return digest.hexdigest()

    @property
    def pointer(self) -> bytes:
        """The text that git holds in place of an LFS file."""
        return POINTER.format(self.sha256, self.size).encode()

    @cached_property
    def oid(self) -> str:
        return git_blob_id(self.pointer if self.lfs else self.read())

    @property
    def etag(self) -> str:
        return self.sha256 if self.lfs else self.oid


class DiskBlob(Blob):
    """A file of the hub directory. Its size is that of the moment it was listed; bytes are read when asked for."""

    def __init__(self, path: str, disk: Path, lfs: bool) -> None:
        super().__init__(path, disk.stat().st_size, lfs)
        self.disk = disk

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        with self.disk.open("rb") as file:
            file.seek(start)
            while start < stop and (chunk := file.read(min(CHUNK, stop - start))):
                start += len(chunk)
                yield chunk


class TextBlob(Blob):
    """A file held in memory."""

    def __init__(self, path: str, data: bytes) -> None:
        super().__init__(path, len(data), lfs=False)
        self.data = data

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        yield self.data[start:stop]


class ListedBlob(Blob):
    """A file that is only listed: a pattern of the stated size. An LFS file's sha256 is taken as stated, or made up."""

    def __init__(self, path: str, size: int, lfs: bool, sha256: str) -> None:
        super().__init__(path, size, lfs)
        if lfs:
            self.sha256 = sha256

    def chunks(self, start: int, stop: int) -> Iterator[bytes]:
        seed = hashlib.sha256(self.sha256.encode()).digest() if self.lfs else STAND_IN
        pattern = seed * (CHUNK // len(seed))  # made when asked for: most listed files never are
        while start < stop:
            offset = start % len(pattern)
            chunk = pattern[offset : offset + stop - start]
            start += len(chunk)
            yield chunk
