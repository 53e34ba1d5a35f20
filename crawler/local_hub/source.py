"""Where the repositories come from while the server runs; tests change it between two crawls."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from crawler.local_hub.answers import bad_request
from crawler.local_hub.options import Options
from crawler.local_hub.repos.catalogue import Catalogue
from crawler.local_hub.repos.code_repo import CodeHost, GithubDirectory
from crawler.local_hub.repos.hubdir import HubDirectory
from crawler.local_hub.synthetic.code import SyntheticCode
from crawler.local_hub.synthetic.hub import SyntheticHub
from crawler.local_hub.synthetic.population import Population
from crawler.local_hub.synthetic.truth import truth

MAX_DAY = 3650


class Source(Protocol):
    """A catalogue and a code host that can be replaced by newer ones."""

    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def code_host(self) -> CodeHost: ...
    def reload(self) -> None:
        """Look again; raises HubDirectoryError and keeps what it had when that fails."""

    def go_to(self, day: int) -> None:
        """Move to a day; raises HubError 400 where there are none."""

    def truth(self, day: int) -> dict[str, object]:
        """What the night before `day` changed; raises HubError 400 where nobody knows."""


def open_source(options: Options) -> Source:
    """The source that the options name; raises HubDirectoryError."""
    if options.root is not None:
        return DirectorySource(options.root)
    return SyntheticSource(Population(options.synthetic, options.seed), options.day)


class DirectorySource:
    """A hub directory, read when the server starts and at every reload."""

    catalogue: HubDirectory
    code_host: GithubDirectory

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reload()

    def reload(self) -> None:
        self.catalogue, self.code_host = HubDirectory(self.root), GithubDirectory(self.root)

    def go_to(self, day: int) -> None:
        raise bad_request("a hub directory has no days; change its files and POST /_reload")

    def truth(self, day: int) -> dict[str, object]:
        raise bad_request("a hub directory keeps no record of changes")


class SyntheticSource:
    """A made-up Hub on one of its days."""

    def __init__(self, population: Population, day: int) -> None:
        self.population = population
        self.code_host = SyntheticCode(population)
        self.catalogue = SyntheticHub(population, day)

    def reload(self) -> None:
        """Nothing to read again."""

    def go_to(self, day: int) -> None:
        if not 0 <= day <= MAX_DAY:
            raise bad_request(f"the day must be from 0 to {MAX_DAY}")
        self.catalogue = SyntheticHub(self.population, day)

    def truth(self, day: int) -> dict[str, object]:
        if not 1 <= day <= MAX_DAY:
            raise bad_request(f"the day must be from 1 to {MAX_DAY}")
        return truth(self.population, day)
