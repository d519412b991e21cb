"""A study: which articles, outlets, actors and definitions."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from analysis import codebook, settings
from analysis.errors import InputError, nearest
from analysis.paths import STUDIES, shown
from analysis.settings import Settings

Voice = Literal["narrator", "quoted", "reported", "all"]


class Outlet(Settings):
    """An outlet as articles name it (`id`), as figures print it (`name`), and its colour there.

    `aliases` are other spellings that articles use for it."""

    id: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    colour: str = Field(default="", pattern=r"^(#[0-9a-fA-F]{6})?$")
    notes: str = ""

    @property
    def label(self) -> str:
        return self.name or self.id


class Actor(Settings):
    """A person or body that articles speak of: every spelling in `aliases` is the same actor."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""


class Codebooks(Settings):
    """Names under data/codebooks, or paths of codebook files of any known format beside study.yaml."""

    topics: str = "news-topics"
    frames: str = "generic-frames"


class Learned(Settings):
    """A classifier's file beside the study, as `python -m analysis learn frames` writes it."""

    frames: str = ""


class Primary(Settings):
    """The voice that each metric is shown in first."""

    topics: Voice = "all"
    frames: Voice = "narrator"
    tone: Voice = "narrator"
    naming: Voice = "narrator"


class Settled(Settings):
    """What study.yaml holds. Only `articles` must be there."""

    articles: str | tuple[str, ...]
    title: str = ""
    question: str = ""
    language: str = "en"
    languages: Literal["one", "any"] = "one"
    dates: Literal["", "day first", "month first"] = ""
    columns: dict[str, str] = Field(default_factory=dict)
    outlets: tuple[Outlet, ...] = ()
    actors: tuple[Actor, ...] = ()
    codebooks: Codebooks = Codebooks()
    learned: Learned = Learned()
    primary: Primary = Primary()
    speech: Literal["proper", "wide"] = "proper"
    events: Literal["given", "found", "one"] = "given"
    texts: Literal["may be shown", "may not be passed on"] = "may be shown"
    forbid: tuple[Literal["negation", "numbers", "dates", "names"], ...] = ("negation",)
    stop: str = ""
    pdf: bool = False
    draws: int = Field(default=2000, ge=100, le=100_000)
    seed: int = Field(default=1, ge=0)
    level: float = Field(default=0.05, gt=0, lt=1)

    @field_validator("articles", mode="before")
    @classmethod
    def _a_path_or_several(cls, articles: object) -> object:
        several = articles if isinstance(articles, list | tuple) else [articles]
        if not several or not all(isinstance(one, str) and one.strip() for one in several):
            raise ValueError("should be a file, folder or glob, or a list of them")
        return articles if isinstance(articles, str) else tuple(several)

    @field_validator("outlets", mode="before")
    @classmethod
    def _a_bare_name_is_an_id(cls, outlets: object) -> object:
        if isinstance(outlets, list | tuple):
            return tuple({"id": o} if isinstance(o, str) else o for o in outlets)
        return outlets

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "Settled":
        for kind, ids in (("outlet", [o.id for o in self.outlets]), ("actor", [a.id for a in self.actors])):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"two entries of {kind}s have the id {twice[0]!r}")
        owner: dict[str, str] = {}
        for actor in self.actors:
            for name in {actor.name, *actor.aliases}:
                if owner.setdefault(name, actor.id) != actor.id:
                    raise ValueError(f"the name {name!r} is given to two actors, {owner[name]!r} and {actor.id!r}")
        return self


@dataclass(frozen=True)
class Study:
    """A study read from its folder; `file` is its study.yaml."""

    name: str
    file: Path
    settled: Settled

    @property
    def folder(self) -> Path:
        return self.file.parent

    @property
    def title(self) -> str:
        return self.settled.title or self.name

    @property
    def codebook_files(self) -> dict[str, Path]:
        books = self.settled.codebooks
        return {
            "topics": codebook.locate(books.topics, beside=self.folder),
            "frames": codebook.locate(books.frames, beside=self.folder),
        }

    @property
    def outlet_names(self) -> dict[str, str]:
        return {o.id: o.label for o in self.settled.outlets}


def load(name: str) -> Study:
    """The study of this name under data/studies, or in this folder, its codebooks checked. Raises `InputError`."""
    file = locate(name)
    settled = settings.load(file, Settled)
    study = Study(file.parent.name, file, settled)
    for path in study.codebook_files.values():
        codebook.load(path)
    return study


def locate(name: str) -> Path:
    """The study.yaml of a study given by name or by folder."""
    if not name.strip():
        raise InputError(f"No study was named.{nearest('', _known())}")
    for folder in (Path(name).expanduser(), STUDIES / name):
        if (folder / "study.yaml").is_file():
            return (folder / "study.yaml").resolve()
        if folder.name == "study.yaml" and folder.is_file():
            return folder.resolve()
    if Path(name).is_dir():
        raise InputError(
            f"The folder {shown(Path(name))} has no study.yaml. Make one with: "
            f"python -m analysis new FOLDER --articles {name}"
        )
    if Path(name).is_file():
        raise InputError(
            f"{shown(Path(name))} is a file, not a study. Make one of it with: "
            f"python -m analysis new FOLDER --articles {name}"
        )
    raise InputError(f"There is no study {name!r}.{nearest(name, _known())}")


def _known() -> list[str]:
    return sorted(file.parent.name for file in STUDIES.glob("*/study.yaml"))
