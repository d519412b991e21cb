"""Dictionaries of Lexicoder: XML of cnode and pnode (.lcd, and Yoshikoder's .ykd), and lines of + and words (.lc3)."""

from pathlib import PurePath
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml.sax
from defusedxml import DefusedXmlException

from analysis.codebook.entries import Entry, codebook
from analysis.codebook.items import Codebook
from analysis.errors import InputError

MOST_DEEP = 100


def looks_like_xml(text: str) -> bool:
    """Whether it begins as XML does."""
    return text.lstrip().startswith("<")


def looks_like_lines(text: str) -> bool:
    """Whether the first line that is not blank names a category: "+economy"."""
    return text.lstrip().startswith("+")


def read_xml(text: str, *, where: str) -> Codebook:
    """A codebook: a cnode is an item, its pnodes are terms, a cnode in it is its child. What a pnode's name has of
    blanks at its ends is dropped. Raises `InputError` with file and line; entities are refused."""
    nodes = _Nodes(where)
    try:
        defusedxml.sax.parseString(text.encode(), nodes, forbid_dtd=True)
    except DefusedXmlException:
        raise InputError(
            f"{where}: it declares a document type or entities, which a dictionary has no need of and which can fill "
            "the memory. Take the <!DOCTYPE ...> out."
        ) from None
    except SAXParseException as error:
        raise InputError(f"{where}, line {error.getLineNumber()}: not valid XML: {error.getMessage()}.") from None
    return codebook(nodes.entries, where=where, title=nodes.title, source=f"Lexicoder dictionary {where}")


def read_lines(text: str, *, where: str) -> Codebook:
    """A codebook of a .lc3 file: a line "+name" begins an item, each line after it is a term.

    Raises `InputError` with file and line."""
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), 1):
        word = line.strip()
        if word.startswith("+"):
            if not word.strip("+ "):
                raise InputError(f"{where}, line {number}: a + without a name. Write the item's name after it.")
            entries.append(Entry(word.lstrip("+ "), number))
        elif word and not entries:
            raise InputError(f"{where}, line {number}: {word!r} stands before the first item. Begin with a line +NAME.")
        elif word:
            entries[-1].terms.append((word, number))
    return codebook(entries, where=where, title=PurePath(where).stem, source=f"Lexicoder dictionary {where}")


class _Nodes(ContentHandler):
    """Entries from the events of a parser, which alone knows the lines."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where, self.title = where, PurePath(where).stem
        self.entries: list[Entry] = []
        self.above: list[int] = []
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        self.locator = locator

    def startElement(self, name: str, attributes: AttributesImpl) -> None:  # noqa: N802
        value = str(attributes.get("name", "") or "").strip()
        line = (self.locator and self.locator.getLineNumber()) or 1
        if name == "dictionary":
            self.title = value or self.title
        elif name == "cnode":
            if not value:
                raise InputError(f"{self.where}, line {line}: a <cnode> without a name.")
            if len(self.above) >= MOST_DEEP:
                raise InputError(f"{self.where}, line {line}: more than {MOST_DEEP} cnodes stand one inside the other.")
            self.entries.append(Entry(value, line, self.above[-1] if self.above else -1))
            self.above.append(len(self.entries) - 1)
        elif name == "pnode":
            if not self.above:
                raise InputError(f"{self.where}, line {line}: a <pnode> outside every <cnode>.")
            if value:
                self.entries[self.above[-1]].terms.append((value, line))

    def endElement(self, name: str) -> None:  # noqa: N802
        if name == "cnode":
            self.above.pop()
