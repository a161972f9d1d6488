"""Merkle trees as in RFC 6962: leaves and nodes are hashed in separate domains.

An odd node moves up unchanged, which gives the same tree as splitting at the largest power of two.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeAlias

Path: TypeAlias = tuple[bytes, ...]


def leaf_hash(content: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over the leaf hashes; the hash of nothing for an empty sequence."""
    level = list(hashes)
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        level = _up(level)
    return level[0]


def path_of(hashes: Sequence[bytes], index: int) -> Path:
    """The sibling hashes from leaf `index` up to the root; IndexError outside the tree."""
    if not 0 <= index < len(hashes):
        raise IndexError(index)
    level, path = list(hashes), []
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        level, index = _up(level), index // 2
    return tuple(path)


def root_from(leaf: bytes, index: int, size: int, path: Path) -> bytes | None:
    """The root to which leaf `index` of `size` leads along `path`; None if the path misfits."""
    siblings = iter(path)
    node, width = leaf, size
    while width > 1:
        if index ^ 1 < width:
            sibling = next(siblings, None)
            if sibling is None:
                return None
            node = node_hash(sibling, node) if index % 2 else node_hash(node, sibling)
        index, width = index // 2, (width + 1) // 2
    return node if next(siblings, None) is None else None


def _up(level: list[bytes]) -> list[bytes]:
    pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs + level[-1:] if len(level) % 2 else pairs
