"""Where articles lie: the files behind a path, folder or glob, and the bytes of each as they stood at one moment."""

import glob
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.paths import shown
from analysis.read.encoding import UnreadableError

LARGEST_FILE = 2_000_000_000
CHANGED = "changed while it was read. Wait until nothing writes to it, and read it again"
OUTWARD = "a link that leads out of the folder: name what it leads to in `articles`"


@dataclass(frozen=True)
class Places:
    """`files` sorted by name, and `root`, the folder that all of them lie in.

    `outward` are links found in a folder that lead out of it; they are not followed. `beside` are files that a browser
    saved beside a page, its pictures and scripts."""

    files: tuple[Path, ...]
    root: Path
    outward: tuple[Path, ...]
    beside: tuple[Path, ...]


def found(source: str | Path | Iterable[str | Path], *, beside: Path | None = None) -> Places:
    """The files behind paths, folders or globs.

    Hidden ones are passed over, and a file that is reached in several ways is one. Raises `InputError` for a path
    that does not exist or matches nothing."""
    sources = [source] if isinstance(source, str | Path) else list(source)
    if not any(str(one).strip() for one in sources):
        raise InputError("articles: no file or folder is named.")
    base = (beside or Path.cwd()).absolute()
    reached: dict[Path, Path] = {}
    tops, outward = [], set()
    for one in sources:
        place = base / Path(one).expanduser()
        if place.is_dir():
            top, matches = place, [p for p in place.rglob("*") if p.is_file()]
        elif place.is_file():
            top, matches = place.parent, [place]
        else:
            top, matches = _matches(Path(one).expanduser(), base)
            if not matches:
                raise InputError(f"articles: there is no file, folder or match for {printable(shown(place))}.")
        visible = [p for p in matches if not any(part.startswith(".") for part in p.relative_to(top).parts)]
        if not visible and not place.is_file():
            raise InputError(
                f"articles: the folder {printable(shown(top))} is empty. Put articles (.txt, .html, .docx, .csv ...) "
                "in it."
            )
        tops.append(_plain(top))
        inside = None if place.is_file() else top.resolve()
        for path in sorted(map(_plain, visible or matches), key=lambda p: (len(p.parts), p.as_posix())):
            whole = path.resolve()
            if inside is not None and not whole.is_relative_to(inside):
                outward.add(path)
            else:
                reached.setdefault(whole, path)
    paths = sorted(reached.values(), key=lambda p: p.as_posix())
    left = tuple(sorted(outward - set(paths), key=lambda p: p.as_posix()))
    root = Path(os.path.commonpath([*tops, *(p.parent for p in (*paths, *left))]))
    companions = {p for p in paths if _beside_a_page(p, root, set(paths))}
    return Places(tuple(p for p in paths if p not in companions), root, left, tuple(sorted(companions)))


def _beside_a_page(path: Path, root: Path, all_files: set[Path]) -> bool:
    """Whether a file lies in the folder NAME_files that a browser made beside NAME.html."""
    for folder in path.relative_to(root).parents:
        if folder.name.endswith("_files"):
            page = root / folder.parent / folder.name.removesuffix("_files")
            if any(page.with_name(f"{page.name}{suffix}") in all_files for suffix in (".html", ".htm", ".xhtml")):
                return True
    return False


def content(path: Path) -> bytes:
    """The bytes of a file, read once: whatever is said of the file rests on them.

    Raises `UnreadableError` for one that is empty or too large, `InputError` for one that changed meanwhile."""
    before = path.stat()
    if before.st_size == 0:
        raise UnreadableError("empty file")
    if before.st_size > LARGEST_FILE:
        raise UnreadableError(f"too large: {before.st_size / 1e9:.1f} GB; {LARGEST_FILE / 1e9:.0f} GB can be read")
    data = path.read_bytes()
    after = path.stat()
    if (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino):
        raise InputError(f"{CHANGED}.")
    return data


def printable(name: str) -> str:
    """A name as it can be printed and saved: no line end, no byte that is no character."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() or c == "\ufffd" else repr(c)[1:-1] for c in text)


def _matches(pattern: Path, base: Path) -> tuple[Path, list[Path]]:
    """The folder above the first * of a glob, and the files that it matches."""
    parts = pattern.parts
    magic = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    top = base.joinpath(*parts[:magic])
    rest = str(Path(*parts[magic:])) if magic < len(parts) else ""
    if not rest or not top.is_dir():
        return top, []
    matches = (top / one for one in glob.iglob(rest, root_dir=top, recursive=True))  # noqa: PTH207
    return top, [p for p in matches if p.is_file()]


def _plain(path: Path) -> Path:
    """The path without `..`, its symbolic links as they are."""
    return Path(os.path.normpath(path))
