"""Tags in the properties of a document (title, subject, keywords …), the same in Excel and Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.office.package import Package
from generator.office.problems import Place, TemplateProblem
from generator.office.program import Program, ProgramBuilder
from generator.office.tags import has_tags, scan
from generator.office.values import text_of
from generator.office.xml import local, parse, serialize

# Names of the sheets as the template had them; Office writes them anew.
_STALE = ("TitlesOfParts", "HeadingPairs")


@dataclass
class PropertiesTemplate:
    """The property parts of a package whose text holds tags."""

    sources: dict[str, bytes]
    programs: dict[str, list[tuple[int, Program]]]

    @classmethod
    def compile(cls, package: Package) -> PropertiesTemplate:
        """Compile the property parts.

        Raises: TemplateError.
        """
        sources: dict[str, bytes] = {}
        programs: dict[str, list[tuple[int, Program]]] = {}
        for relation in package.relations(""):
            if not relation.kind.endswith("properties") or relation.target not in package.parts:
                continue
            root = package.root(relation.target)
            for child in [c for c in root if local(c) in _STALE]:
                root.remove(child)
            found = []
            for index, element in enumerate(root.iter()):
                if isinstance(element.tag, str) and has_tags(element.text or ""):
                    place = Place(package.file, f"{relation.target}: {local(element)}")
                    found.append((index, _program(element.text or "", place)))
            sources[relation.target] = serialize(root)
            programs[relation.target] = found
        return cls(sources, programs)

    def missing_names(self, context: Mapping[str, object]) -> list[TemplateProblem]:
        """A problem for every name that the context does not have."""
        return [
            p
            for found in self.programs.values()
            for _index, program in found
            for p in program.missing_names(context)
        ]

    def render(self, part: str, context: Mapping[str, object]) -> bytes | None:
        """A property part with its texts; None for any other part."""
        if part not in self.sources:
            return None
        root = parse(self.sources[part])
        elements = list(root.iter())
        for index, program in self.programs[part]:
            elements[index].text = "".join(map(text_of, program.start(context).values))
        return serialize(root)


def _program(text: str, place: Place) -> Program:
    builder = ProgramBuilder()
    position = 0
    for tag in scan(text):
        builder.data(text[position : tag.start])
        builder.tag(tag, place, place)
        position = tag.end
    builder.data(text[position:])
    return builder.build(place.file)
