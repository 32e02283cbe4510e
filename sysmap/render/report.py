"""A report on a map as one HTML file that runs no script, asks for nothing, and prints on two pages."""

from collections.abc import Iterator

from sysmap.model.reports import Report, ReportTable
from sysmap.render.markup import fingerprint, inline, plain

_STYLE = """
@page { size: A4; margin: 11mm 14mm }
:root { color-scheme: light dark }
body { font: 1rem/1.45 "Atkinson Hyperlegible", "Segoe UI", system-ui, sans-serif; margin: 0 auto; max-width: 46rem;
  padding: 1.5rem 1.25rem 3rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.05rem; margin: 1.4rem 0 .3rem; break-after: avoid }
section:first-of-type { border: 1px solid #8a97a3; border-left: .3rem solid #2f6690; margin-top: 1rem;
  padding: .1rem 1rem .6rem }
section:first-of-type h2 { margin-top: .5rem }
ul { margin: .2rem 0; padding-left: 1.2rem } li { margin: .15rem 0 }
p { margin: .3rem 0 }
.small { font-size: .875rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-size: .875rem; margin: .5rem 0; min-width: 100% }
th, td { border-bottom: 1px solid #c3ccd4; padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top }
thead th { border-bottom-color: #8a97a3; font-weight: 400; opacity: .8; vertical-align: bottom }
.figure { text-align: right; font-variant-numeric: tabular-nums } td.figure { white-space: nowrap }
tr, section { break-inside: avoid }
@media print {
  body { font-size: 9pt; line-height: 1.3; padding: 0; max-width: none }
  h1 { font-size: 14pt } h2 { font-size: 10.5pt; margin-top: 5pt }
  .small, table { font-size: 7.5pt }
  section:first-of-type { margin-top: 4pt; padding: 0 8pt 3pt }
  p, table { margin: 1pt 0 } th, td { padding-top: 0; padding-bottom: 0 } li { margin: 0 }
}
"""

MARK = '<meta name="generator" content="sysmap report">'
"""By which a report is known again, so that no file of another's is replaced."""


def report_page(report: Report) -> str:
    """Give a report as HTML.

    Parameters
    ----------
    report : Report
        What it says.
    """
    style = inline(_STYLE, "style")
    policy = f"default-src 'none'; style-src '{fingerprint(style)}'; base-uri 'none'; form-action 'none'"
    title = plain(report.question or report.title)
    parts = [
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"{MARK}\n",
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        f'<p class="small">{plain(" ".join(report.lines))}</p>\n',
    ]
    for section in report.sections:
        parts.append(f"<section>\n<h2>{plain(section.title)}</h2>\n")
        if section.sentences:
            items = "".join(f"<li>{plain(sentence)}</li>\n" for sentence in section.sentences)
            parts.append(f"<ul>\n{items}</ul>\n")
        if section.table and section.table.rows:
            parts.extend(_table(section.table, section.title))
        if section.more:
            parts.append(f'<p class="small">{plain(section.more)}</p>\n')
        parts.append("</section>\n")
    parts.append(f'<p class="small">{plain(report.claim)}</p>\n</main>\n</body>\n</html>\n')
    return "".join(parts)


def _table(table: ReportTable, title: str) -> Iterator[str]:
    def marked(index: int) -> str:
        return ' class="figure"' if index in table.figures else ""

    # A table that is too wide for a phone is moved by itself, by keyboard too.
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{plain(title)}">\n<table>\n<thead><tr>'
    yield from (f'<th scope="col"{marked(at)}>{plain(head)}</th>' for at, head in enumerate(table.heads))
    yield "</tr></thead>\n<tbody>\n"
    for row in table.rows:
        first, *rest = row
        yield f'<tr><th scope="row">{plain(first)}</th>'
        yield from (f"<td{marked(at)}>{plain(cell)}</td>" for at, cell in enumerate(rest, 1))
        yield "</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
