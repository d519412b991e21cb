"""One run at a time in one folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import InputError
from analysis.paths import shown

LOCK = ".running"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder of runs while something is written there; the system lets go of it however the run ends.

    Raises `InputError` where another run holds it, or nothing can be written there. Where the system has no such
    locks (Windows) nothing is held."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("w")
    except OSError as error:
        raise InputError(
            f"{shown(folder)} cannot be written: {error.strerror}. Put the run elsewhere with --out DIR."
        ) from None
    with lock:
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(
                f"Another run is writing to {shown(folder)}. Wait until it has ended, or put this one elsewhere with "
                "--out DIR."
            ) from None
        yield
