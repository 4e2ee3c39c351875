"""A YAML text as plain data, with the place of every value. Scalars stay text: the shape decides what they mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from kompas.assistant.company.complaints import Complaint, Place
from kompas.assistant.company.sentences import Sentence, as_it_is, sentence

Data = str | list["Data"] | dict[str, "Data"] | None
Path = tuple[str | int, ...]

REMEDIES = {
    "mapping values are not allowed": sentence("Put the text between double quotes: it holds a colon and a space."),
    "cannot start any token": sentence(
        "Use spaces for indentation, and quotes around a text that begins with a special sign."
    ),
    "could not find expected ':'": sentence("End the key with a colon and a space."),
    "expected <block end>": sentence("Make the indentation the same as that of the lines above."),
    "expected ',' or": sentence("Separate the items with commas and close the bracket."),
    "unexpected end of stream": sentence("Close the quotes."),
    "found unknown escape": sentence("Use single quotes, or write a backslash twice."),
    "expected a single document": sentence("Keep one document in the file: remove the line with ---."),
}
LINK_REMEDY = sentence("Write the text out at each place; anchors (&), aliases (*) and tags (!) are not read.")

# what the reader of YAML says in its own words; what it says more rarely stays as it is
PROBLEMS = (
    sentence("mapping values are not allowed here"),
    sentence("mapping keys are not allowed here"),
    sentence("sequence entries are not allowed here"),
    sentence("found undefined alias {name}"),
    sentence("but found another document"),
    sentence("could not find expected ':'"),
    sentence("found character {sign} that cannot start any token"),
    sentence("found unknown escape character {sign}"),
    sentence("found unexpected end of stream"),
    sentence("found unexpected document separator"),
    sentence("expected {wanted}, but found {found}"),
    sentence("expected {wanted}, but got {found}"),
)


class Unreadable(Exception):
    """The text is no YAML, or YAML of a kind that is not read here."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(str(complaint))
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class Sheet:
    """`data` holds texts, lists and maps only; `spots` gives (line, column) by path, both counted from 1."""

    file: str
    data: Data
    spots: Mapping[Path, tuple[int, int]]

    def place(self, path: Path = ()) -> Place:
        """The place of a value; of the nearest thing around it when it is missing."""
        known = next((path[:end] for end in range(len(path), -1, -1) if path[:end] in self.spots), ())
        line, column = self.spots.get(known, (1, 1))
        return Place(self.file, line, column, written(path))


def written(path: Path) -> str:
    """A path as people write it: rules[2].then."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def read_sheet(text: str, file: str, first_line: int = 1) -> Sheet:
    """Read YAML 1.2. Raises Unreadable with the place and the remedy; `first_line` is where `text` begins in `file`."""
    spots: dict[Path, tuple[int, int]] = {}
    try:
        node = YAML(typ="safe", pure=True).compose(text)
        data = _plain(node, (), spots, file, first_line) if node is not None else None
    except MarkedYAMLError as error:
        raise Unreadable(_syntax(error, file, first_line)) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        message, remedy = (
            sentence("a control character stands in the text."),
            sentence("Remove it, or type the line anew."),
        )
        raise Unreadable(Complaint(file, line, "", message, remedy)) from None
    except (YAMLError, ValueError) as error:
        message = sentence("this is no YAML: {problem}.", problem=str(error).splitlines()[0])
        raise Unreadable(Complaint(file, first_line, "", message, sentence("Check the file."))) from None
    except RecursionError:
        message = sentence("it is nested too deeply.")
        raise Unreadable(Complaint(file, first_line, "", message, sentence("Use fewer levels."))) from None
    return Sheet(file, data, spots)


def _plain(node: Node, path: Path, spots: dict[Path, tuple[int, int]], file: str, first_line: int) -> Data:
    line, column = node.start_mark.line + first_line, node.start_mark.column + 1
    spots.setdefault(path, (line, column))
    if node.anchor is not None or _tagged(node):
        message = sentence("an anchor, alias or tag is used.")
        raise Unreadable(Complaint(file, line, written(path), message, LINK_REMEDY, column))
    if isinstance(node, ScalarNode):
        return None if node.style is None and node.value in ("", "~", "null") else str(node.value)
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, index), spots, file, first_line) for index, item in enumerate(node.value)]
    return _plain_map(node.value, path, spots, file, first_line)


def _plain_map(
    pairs: list[tuple[Node, Node]], path: Path, spots: dict[Path, tuple[int, int]], file: str, first_line: int
) -> Data:
    data: dict[str, Data] = {}
    for key, value in pairs:
        name, line = str(key.value), key.start_mark.line + first_line
        at = (*path, name)
        if not isinstance(key, ScalarNode) or name == "<<":
            message = sentence("a key is not a plain word.")
            raise Unreadable(Complaint(file, line, written(path), message, sentence("Write one word.")))
        if name in data:
            message = sentence("'{name}' stands here twice; the first is on line {line}.", name=name, line=spots[at][0])
            raise Unreadable(Complaint(file, line, written(at), message, sentence("Remove one of them.")))
        spots[at] = (line, key.start_mark.column + 1)
        data[name] = _plain(value, at, spots, file, first_line)
    return data


def _tagged(node: Node) -> bool:
    """Whether the writer put a tag there; the reader itself gives plain values a tag of the YAML standard."""
    tag = str(node.tag or "")
    return bool(tag) and not re.match(
        r"tag:yaml\.org,2002:(str|int|float|bool|null|timestamp|seq|map|merge|value)$", tag
    )


def _syntax(error: MarkedYAMLError, file: str, first_line: int) -> Complaint:
    problem = " ".join(str(error.problem or error.context or "it cannot be read").split())
    mark = error.problem_mark or error.context_mark
    if "end of stream" in problem or "stream end" in problem:  # the place where it began says more than the file's end
        mark = error.context_mark or mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    said = f"{error.context or ''} {problem}"
    remedies = (remedy for part, remedy in REMEDIES.items() if part in said)
    remedy = next(remedies, sentence("Check this line and the one above."))
    return Complaint(file, line, "", sentence("this is no YAML: {problem}.", problem=_known(problem)), remedy, column)


def _known(problem: str) -> Sentence:
    """The words of the YAML reader as a sentence of ours, where we have it."""
    for known in PROBLEMS:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(known.template))
        found = re.fullmatch(pattern, problem)
        if found is not None:
            return known.filled(**found.groupdict())
    return as_it_is(problem)
