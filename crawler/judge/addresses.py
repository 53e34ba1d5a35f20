"""The address of what a piece of evidence rests on, pinned to the commit that was looked at. Pure.

The view `evidence` (crawler/store/sql) makes those of the model's own files in the same form, so that they need not be
stored; a test holds the two equal.
"""

from __future__ import annotations

from crawler.model import Evidence, Kind, Ref, Snapshot

GITHUB = "https://github.com"
ESCAPED = str.maketrans({"%": "%25", " ": "%20", "#": "%23", "?": "%3F"})


def address(piece: Evidence, snapshot: Snapshot, hub: str) -> str:
    """A web address: of the file and its lines, else of the host's own answer about the repository."""
    if piece.path.startswith("https://"):
        return piece.path
    if piece.repo is None:
        return _own(piece, snapshot, hub)
    sha = _commit(piece.repo, snapshot)
    home = f"{GITHUB if piece.repo.kind is Kind.CODE else f'{hub}/{piece.repo.kind}'}/{piece.repo.name}"
    return _file(home, sha, piece) if piece.path and sha else home


def _own(piece: Evidence, snapshot: Snapshot, hub: str) -> str:
    if piece.path:
        return _file(f"{hub}/{snapshot.repo_id}", snapshot.sha, piece)
    return f"{hub}/api/models/{snapshot.repo_id}/revision/{snapshot.sha}"


def _commit(repo: Ref, snapshot: Snapshot) -> str:
    known = snapshot.code_repos if repo.kind is Kind.CODE else snapshot.datasets
    facts = known.get(repo.name.lower())
    return facts.sha if facts else ""


def _file(home: str, sha: str, piece: Evidence) -> str:
    lines = f"#L{piece.line_start}" if piece.line_start else ""
    if piece.line_start and piece.line_end and piece.line_end > piece.line_start:
        lines += f"-L{piece.line_end}"
    return f"{home}/blob/{sha}/{piece.path.translate(ESCAPED)}{lines}"
