"""Comments made on a page in a real browser, by mouse, keyboard and touch, and read in by the program."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from sysmap.cli.main import main
from sysmap.formats.comments import read_comments
from sysmap.formats.comments.files import read_text_of

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
HOSTILE = "</script><img src=x onerror=alert(1)> | > \\ “quoted” — ŵ 😀"


def offences(page):
    """Give what axe finds to be wrong."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate("axe.run().then(found => found.violations.map(each => each.id + each.nodes[0].html))")


@dataclass
class Steps:
    """A reader's hand, which counts what it does."""

    page: object
    clicks: int = 0

    def click(self, name):
        self.clicks += 1
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def town(tmp_path, monkeypatch, capsys):
    """Give a map and its page, made by the program, and the program."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        assert ended.value.code == 0, said.err
        return said.out

    run("new", "town", "--name", "Town")
    run("add", "town", "factor", "Carer strain", "Hospital admissions")
    run("link", "town", "Carer strain", "more", "Hospital admissions")
    run("render", "town", "town.html")
    return run


def choose(opened, name):
    """Choose a thing as a reader does who knows its name."""
    opened.page.fill("#search", name)
    opened.page.keyboard.press("Enter")


def test_from_opening_to_merged_in_few_steps(open_page, town, tmp_path):
    """Choosing, two clicks and a few words, then the comments, a role and the file: well under two minutes."""
    opened = open_page(tmp_path / "town.html")
    page, hand = opened.page, Steps(opened.page)
    choose(opened, "Carer strain")
    hand.click("Wrong")
    page.get_by_label("In a few words").fill(HOSTILE)
    page.get_by_label("Which value is wrong?").select_option("name")
    page.get_by_label("It should say").fill("Strain on carers")
    hand.click("Keep comment")
    hand.click("Agreed")
    page.locator(".tool.comments").click()
    hand.clicks += 1
    assert opened.text(".count") == "2"
    page.get_by_label("Your role").fill("ward manager")
    with page.expect_download() as download:
        hand.click("Save file")
    assert hand.clicks <= 5
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "comments-town.txt"
    found = json.loads(town("comments", "town", str(file), "--format", "json"))["comments"]
    assert [(each["mark"], each["role"]) for each in found] == [("wrong", "ward manager"), ("agreed", "ward manager")]
    assert found[0]["text"] == HOSTILE
    assert found[0]["proposed"] == "Strain on carers"
    assert found[0]["now"] == "Carer strain"
    town("comments", "town", "--accept", found[0]["id"])
    assert "Strain on carers" in town("show", "town", "Strain on carers")
    assert opened.quiet


def test_links_loops_and_the_whole_map_can_be_marked_and_copied_for_an_e_mail(
    open_page, thornmere: Path, thornmere_data
):
    opened = open_page(thornmere)
    page = opened.page
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = next(each["id"] for each in thornmere_data["links"] if each["kind"] == "FUNDS")
    for pick in (link, "L01"):
        page.evaluate("id => sysmap.pick(id)", pick)
        page.get_by_role("button", name="Agreed").click()
    page.get_by_role("button", name="Send 2 comments").click()
    page.get_by_role("button", name="Missing", exact=True).click()
    page.get_by_label("In a few words").fill("Nobody speaks of hospices")
    page.get_by_label("What sort of thing?").select_option("organisation")
    page.get_by_label("What is it called?").fill("St Thorn’s Hospice")  # noqa: RUF001 - as people type
    page.get_by_role("button", name="Keep comment").click()
    page.get_by_role("button", name="Copy for an e-mail").click()
    assert opened.text(".sending .warn").startswith("Say in what role you speak")
    page.get_by_label("Your role").fill("carer")
    page.get_by_role("button", name="Copy for an e-mail").click()
    page.get_by_text("Copied.").first.wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == page.get_by_label("The text that was copied").input_value()
    found = read_text_of(text, "e-mail")
    assert found.damaged == ()
    assert [(each.record.get("about_kind"), each.record.get("mark")) for each in found.comments] == [
        ("FUNDS", "agreed"),
        ("Loop", "agreed"),
        ("Map", "missing"),
    ]
    assert opened.quiet


def test_comments_can_be_changed_removed_and_are_not_lost_while_writing(open_page, thornmere: Path, tmp_path):
    opened = open_page(thornmere, "#pick=F05")
    page = opened.page
    page.get_by_role("button", name="Wrong").click()
    assert page.evaluate("document.activeElement.id") == "comment-text"
    page.get_by_role("button", name="Keep comment").click()
    assert "Say in a few words" in opened.text(".comment .warn")
    page.keyboard.type("half a though/")
    page.get_by_role("button", name="Dark").click()
    assert page.get_by_label("In a few words").input_value() == "half a though/"
    page.get_by_label("In a few words").fill("a whole thought")
    page.get_by_role("button", name="Keep comment").click()
    page.get_by_role("button", name="Change comment: wrong, “Crisis spending pressure”, a whole thought").click()
    page.get_by_label("In a few words").fill("another thought")
    page.get_by_role("button", name="Keep comment").click()
    assert "another thought" in opened.text(".made")
    assert page.locator(".made").count() == 1
    page.get_by_role("button", name="Remove comment: wrong, “Crisis spending pressure”, another thought").click()
    assert page.locator(".made").count() == 0
    assert page.locator(".count").count() == 0
    assert opened.quiet


def test_by_keyboard_alone(open_page, thornmere: Path, tmp_path):
    opened = open_page(thornmere)
    page = opened.page
    page.locator(".map").focus()  # a single key works only where the focus is on the map
    page.keyboard.press("/")
    page.keyboard.type("Crisis spending")
    page.keyboard.press("Enter")
    page.locator("#mark-wrong").focus()
    page.keyboard.press("Space")
    page.keyboard.type("Not what we see / hear")
    assert page.evaluate("document.activeElement.id") == "comment-text"
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Keep comment"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "mark-wrong"
    page.locator(".tool.comments").focus()
    page.keyboard.press("Enter")
    page.locator("#comment-role").focus()
    page.keyboard.type("nurse")
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    saved = tmp_path / "comments.txt"
    download.value.save_as(saved)
    assert read_comments(saved).comments[0].record.get("text") == "Not what we see / hear"
    assert opened.quiet


def test_closing_with_comments_that_are_nowhere_else_is_asked_about(open_page, thornmere: Path):
    opened = open_page(thornmere, "#pick=F05")
    page = opened.page
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.get_by_role("button", name="Agreed").click()
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.close(run_before_unload=True)
    page.wait_for_timeout(300) if not page.is_closed() else None
    assert asked == ["beforeunload"]


def test_closing_asks_nothing_where_nothing_would_be_lost(open_page, thornmere: Path):
    opened = open_page(thornmere, "#pick=F05")
    page = opened.page
    page.get_by_role("button", name="Agreed").click()
    page.locator(".tool.comments").click()
    page.get_by_label("Your role").fill("nurse")
    with page.expect_download():
        page.get_by_role("button", name="Save file").click()
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert opened.messages == []


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_by_touch(open_page, thornmere: Path, tmp_path, width: int):
    opened = open_page(thornmere, "#pick=F05", width=width, height=844, has_touch=True)
    page = opened.page
    page.get_by_role("button", name="Missing", exact=True).tap()
    page.get_by_label("In a few words").fill("the night shift")
    for field in page.locator(".comment input, .comment select, .comment textarea, .comment button").all():
        box = field.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 38
    page.get_by_role("button", name="Keep comment").tap()
    page.locator(".tool.comments").tap()
    page.get_by_label("Your role").fill("nurse")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save file").tap()
    saved = tmp_path / "comments.txt"
    download.value.save_as(saved)
    assert len(read_comments(saved).comments) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.quiet


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_while_commenting(open_page, thornmere: Path, scheme: str, width: int):
    opened = open_page(thornmere, "#pick=F05", width=width, color_scheme=scheme)
    page = opened.page
    page.get_by_role("button", name="Wrong").click()
    page.get_by_label("Which value is wrong?").select_option("name")
    page.get_by_role("button", name="Keep comment").click()
    assert offences(page) == []
    page.get_by_label("In a few words").fill("no")
    page.get_by_role("button", name="Keep comment").click()
    page.locator(".tool.comments").click()
    page.get_by_role("button", name="Save file").click()
    assert offences(page) == []
