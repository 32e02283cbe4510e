"""The two pages for a director."""

import io
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2026-11-22")
SECRET = "Better Care Fund section 75 agreement"


def test_word_holds_what_the_questions_answer(sysmap, thornmere):
    sysmap("report", thornmere, "two.docx", *DAY)
    paragraphs = [each.text for each in docx.Document("two.docx").paragraphs]
    assert paragraphs[0].startswith("How does pressure to fund crisis care squeeze prevention")
    asked = sysmap("ask", thornmere, "consequences", *DAY, "--format", "json").json
    assert asked["sentence"] in paragraphs
    assert any("61.4% of cash spend" in each for each in paragraphs)
    tables = [[[cell.text for cell in row.cells] for row in each.rows] for each in docx.Document("two.docx").tables]
    services, tiers, benefits, measures, consequences, loops, levers = tables
    assert services[1] == ["Care home placements 65+", "crisis", "£31.6m", "Larkfield Care Group Ltd", "62%"]
    assert tiers[1] == ["2025-26, actual", "1.2%", "5.8%", "5.3%", "87.8%", "0.0%", "15"]
    assert benefits[1] == ["Thornmere Council", "£64m", "£540k", "£3.4m", "£20.4m", "£39.7m"]
    assert measures[1][1:] == ["56 (Mar 2025)", "52 (Sep 2026)", "40 (Mar 2027)", "no clear way"]
    assert measures[3][1:3] == ["79.5% (Mar 2025)", "81.6% (Sep 2026)"]
    assert consequences[1][2:] == ["Care home placements 65+", "£31.6m", "medium"]
    assert loops[1][:2] == ["Crisis squeezes prevention", "feeds itself"]
    assert levers[1][0] == "More Reablement"
    before = Path("two.docx").read_bytes()
    sysmap("report", thornmere, "two.docx", *DAY)
    assert Path("two.docx").read_bytes() == before, "the same map gives the same file"


def test_a_page_prints_on_two_and_asks_for_nothing(sysmap, thornmere, chromium):
    sysmap("report", thornmere, "two.html", *DAY, "--guardrails")
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(Path("two.html").absolute().as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off on a phone"
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    assert len(printed) == 2
    assert len(asked) == 1
    assert said == []


def test_a_report_of_spend_alone_says_what_it_cannot_say_and_claims_nothing(sysmap):
    folder = ROOT / "sample_maps" / "leeds_spend"
    sysmap("import", "leeds", *folder.glob("*.csv"), "--profile", folder / "profile.toml", "--new")
    sysmap("report", "leeds", "two.html", *DAY)
    text = Path("two.html").read_text(encoding="utf-8")
    assert "Public Health" in text
    assert (
        "Not enough is on the map to say: How much is prevention, how much is crisis? Who pays and who benefits?"
        in text
    )
    assert "answers for both ends" not in text
    assert "no stated better outcome" not in text
    assert "not in this copy" in text


@pytest.mark.parametrize("audience", ["partner", "public", "no-money", "amounts-in-bands", "supplier-blind"])
@pytest.mark.parametrize("scenario", [(), ("--scenario", "Home-First")])
def test_every_audience_and_scenario_gets_two_pages(sysmap, thornmere, audience, scenario):
    sysmap("report", thornmere, "two.docx", *DAY, "--for", audience, *scenario, "--guardrails")
    paragraphs = [each.text for each in docx.Document("two.docx").paragraphs]
    assert "What is missing?" in paragraphs
    if audience == "no-money":
        assert not any("£" in each for each in paragraphs)


def test_guardrails_are_in_it_only_when_chosen(sysmap, thornmere):
    done = sysmap("report", thornmere, "two.html", *DAY)
    assert "--guardrails adds them" in done.out
    left = Path("two.html").read_text(encoding="utf-8")
    assert "What should we ask ourselves?" not in left
    assert "stood back" not in left
    assert "Questions of the guardrails are not in this copy." in left
    sysmap("report", thornmere, "two.html", *DAY, "--guardrails")
    text = Path("two.html").read_text(encoding="utf-8")
    assert "Ask whether whoever holds the post" in text
    assert "Often with nothing the matter".casefold() in text.casefold()
    assert "These are questions and no accusations" in text


@pytest.mark.parametrize("out", ["two.html", "two.docx"])
def test_what_is_withheld_is_not_in_its_bytes(sysmap, thornmere, out):
    sysmap("report", thornmere, out, *DAY)
    assert SECRET in _text(out)
    done = sysmap("report", thornmere, out, *DAY, "--for", "public")
    assert SECRET not in _text(out)
    assert "withheld from this audience" in done.out
    assert "left out for this audience" in _text(out)


def test_an_empty_map_says_what_it_cannot_say(sysmap):
    sysmap("new", "empty", "--name", "Empty <b>")
    sysmap("report", "empty", "two.html")
    text = Path("two.html").read_text(encoding="utf-8")
    assert "Not enough is on the map to say: Where does the money go?" in text
    assert "Empty &lt;b&gt;" in text


@pytest.mark.parametrize(("out", "said"), [("two.txt", ".docx or .html"), ("nowhere/two.html", "nowhere")])
def test_what_cannot_be_written_is_told_in_one_line(sysmap, thornmere, out, said):
    done = sysmap("report", thornmere, out, code=2 if out == "two.txt" else 1)
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not Path(out).exists()


@pytest.mark.parametrize("out", ["two.html", "two.docx"])
def test_a_file_of_anothers_is_replaced_only_by_force(sysmap, thornmere, out):
    Path(out).write_bytes(b"minutes of a meeting")
    done = sysmap("report", thornmere, out, code=2)
    assert "is no report; --force replaces it" in done.err
    assert Path(out).read_bytes() == b"minutes of a meeting"
    sysmap("report", thornmere, out, "--force")
    sysmap("report", thornmere, out)


def _text(out):
    content = Path(out).read_bytes()
    if out.endswith(".html"):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", errors="replace") for name in parts.namelist())


def test_what_moves_one_way_where_it_moves_at_all_is_not_said_to_go_either_way(sysmap, thornmere):
    sysmap("report", thornmere, "two.html", *DAY)
    text = Path("two.html").read_text(encoding="utf-8")
    row = next(row for row in text.split("<tr>") if "More Reablement" in row)
    asked = sysmap("ask", thornmere, "7", *DAY).out
    assert "if it moves at all:      less “Loneliness”" in asked
    assert "Loneliness" not in row
    assert "Living independently at home" in row
