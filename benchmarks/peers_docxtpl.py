"""The Word booklet by docxtpl, from our template in its dialect; and the base that python-docx starts from."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks import forms

_MAIN = "word/document.xml"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
LINK = '<w:hyperlink w:anchor="{name}" w:history="1">{run}</w:hyperlink>'
BOOKMARK = '<w:bookmarkStart w:id="{number}" w:name="{name}"/>{run}<w:bookmarkEnd w:id="{number}"/>'
_RUN = re.compile(r"<w:r>(?:(?!</w:r>).)*?<w:t[^>]*>([^<]*)</w:t></w:r>")
_LOOP_ROW = re.compile(r"<w:tr>(?:(?!</w:tr>).)*?\{%tr (?:for|endfor)(?:(?!</w:tr>).)*?</w:tr>")


def money(value: object) -> object:
    """An amount with thousands separators; words as they are."""
    return f"{value:,.2f}" if isinstance(value, Decimal) else value


def decimals(value: object, places: int = 2) -> object:
    """A number with so many decimals; words as they are."""
    return f"{value:.{places}f}" if isinstance(value, Decimal) else value


def docxtpl_template(target: Path) -> None:
    """Our template, its links, anchors and page numbers spelled out, and the indicators looped by second level.

    `{% vm %}` asks the innermost loop, so the first level merges only as far as the second does.
    """
    _rewritten(forms.TEMPLATES / "document.docx", target, _docxtpl_dialect)


def base_document(target: Path) -> None:
    """Our template's styles, page setup and footers around nothing."""
    end = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    _rewritten(
        forms.TEMPLATES / "document.docx",
        target,
        lambda xml: re.sub(r"(<w:body>).*(</w:body>)", lambda match: match[1] + end + match[2], xml),
    )


def _rewritten(source: Path, target: Path, change: Any) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, change(data.decode()).encode() if entry.filename == _MAIN else data)


def _docxtpl_dialect(xml: str) -> str:
    xml = _RUN.sub(_docxtpl_run, xml)
    xml = re.sub(r"\{\{ (指标\.[一二]级指标) \| merge \}\}", r"{% vm %}{{ \1 }}", xml)
    *_others, start, end = _LOOP_ROW.finditer(xml)
    outer = start[0].replace("for 指标 in 项目.绩效指标", "for 二级 in 项目.分级")
    inner = start[0].replace("项目.绩效指标", "二级")
    before, row, after = xml[: start.start()], xml[start.end() : end.start()], xml[end.end() :]
    return f"{before}{outer}{inner}{row}{end[0]}{end[0]}{after}"


def _docxtpl_run(match: re.Match[str]) -> str:
    run, text = match[0], match[1]
    name = "Form{{ 项目.序号 }}"
    if text == "{{ 项目 | page }}":
        return FIELD.format(name=name)
    if "| link(" in text:
        return LINK.format(name=name, run=run.replace(" | link(项目)", ""))
    if "| anchor(" in text:
        return BOOKMARK.format(number="{{ 项目.序号 }}", name=name, run=run.replace(" | anchor(项目)", ""))
    return run


def by_docxtpl(booklet: forms.Booklet, target: Path, template: Path) -> None:
    """One template with a loop over the forms, values escaped."""
    import jinja2
    from docxtpl import DocxTemplate

    environment = jinja2.Environment(finalize=lambda value: "" if value is None else value)
    environment.filters |= {"money": money, "decimals": decimals}
    grown = [{**form, "分级": forms.second_levels(form)} for form in booklet["项目列表"]]
    document = DocxTemplate(template)
    document.render({**booklet, "项目列表": grown}, environment, autoescape=True)
    document.save(target)
