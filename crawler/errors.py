"""The ways a run ends that are no success."""


class Unhealthy(Exception):  # noqa: N818 - a state of the run, told in the words of its user
    """The work is done but unhealthy or incomplete: exit code 1, the reason on stderr."""


class WrongUsage(Exception):  # noqa: N818
    """What was asked for makes no sense: exit code 2."""


class Locked(Exception):  # noqa: N818
    """Another run holds the lock: exit code 3."""
