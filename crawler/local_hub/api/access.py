"""Who may see what: missing, private, disabled and gated repositories, for callers with and without a token."""

from __future__ import annotations

from starlette.requests import Request

from crawler.local_hub.answers import HubError
from crawler.local_hub.repos.repo import Kind, Repo

MISSING_ANONYMOUS = "Invalid username or password."
DISABLED = "Access to this resource is disabled."
SIGN_IN = {"WWW-Authenticate": 'Bearer realm="Authentication required"'}
OPEN_TO_ALL = "README.md"  # what a gated repository shows to everyone


def token(request: Request) -> str:
    """The caller's bearer token, "" for an anonymous caller. Every token that starts with hf_ is somebody's."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def refuse_garbage(request: Request) -> None:
    """Raise the 401 of a token nobody was given."""
    if (given := token(request)) and not given.startswith("hf_"):
        raise HubError(401, "Invalid credentials in Authorization header")


def may_see(repo: Repo, given: str) -> bool:
    """Whether a list shows the repository to the holder of this token."""
    return not repo.private or given in repo.granted


def missing(given: str) -> HubError:
    """What a caller gets for a repository that is not there for them.

    The Hub sends an anonymous caller a bare 401; its client then knows the repository to be missing only by the
    address being https. This server speaks http, so it adds the error code to keep the client's behaviour the same.
    """
    if given:
        return HubError(404, "Repository not found", "RepoNotFound")
    return HubError(401, MISSING_ANONYMOUS, "RepoNotFound")


def check_visible(repo: Repo | None, given: str) -> Repo:
    """The repository, where the caller may know about it; raises HubError."""
    if repo is None or not may_see(repo, given):
        raise missing(given)
    if repo.disabled:
        raise HubError(403, DISABLED) if given else missing(given)
    return repo


def check_file(repo: Repo, path: str, given: str) -> None:
    """Raise the answer of a gated repository whose file this caller may not read."""
    if not repo.gated or given in repo.granted or path == OPEN_TO_ALL:
        return
    what = f"Access to {noun(repo.kind)} {repo.id} is restricted"
    if given.startswith("hf_"):
        page = f"https://huggingface.co/{repo.id}"
        message = f"{what} and you are not in the authorized list. Visit {page} to ask for access."
        raise HubError(403, message, "GatedRepo")
    message = f"{what}. You must have access to it and be authenticated to access it. Please log in."
    raise HubError(401, message, "GatedRepo", SIGN_IN)


def noun(kind: Kind) -> str:
    return "dataset" if kind == "datasets" else "model"
