"""Nothing of what was withheld is in any file that leaves: not raw, not packed, not encoded.

A word found nowhere else stands in every field of every kind of record; a number likewise.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sysmap.analysis.press.settings import Settings
from sysmap.errors import SysmapError
from sysmap.model.maps import SystemMap
from sysmap.model.sharing import parse_profile, redact, with_own_ids
from sysmap.pipeline.cuts import ask_cut
from sysmap.pipeline.decisions import ask_decisions
from sysmap.pipeline.drawing import PageWish, draw_map
from sysmap.pipeline.endings import ask_ending
from sysmap.pipeline.exporting import export_map
from sysmap.pipeline.funders import ask_funders
from sysmap.pipeline.funding_more import ask_more
from sysmap.pipeline.keeping_profiles import keep_profile
from sysmap.pipeline.learning import ask_learning
from sysmap.pipeline.money import ask_money
from sysmap.pipeline.opening import open_map
from sysmap.pipeline.picturing import PictureWish, draw_picture
from sysmap.pipeline.pilots import ask_pilots
from sysmap.pipeline.prevention import ask_prevention
from sysmap.pipeline.prices import ask_prices
from sysmap.pipeline.profiles import SHIPPED
from sysmap.pipeline.publishing import SiteWish, publish
from sysmap.pipeline.reporting import write_report_file
from sysmap.pipeline.sharing import ShareWish, share_map
from sysmap.pipeline.sustaining import ask_sustaining
from tests.full_map import a_full_map, found_in, keep_full_map

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Give the address of a full map, and its words."""
    address = str(tmp_path_factory.mktemp("full") / "full.sysmap")
    return address, *keep_full_map(address)


def all_files(address, audience, folder):
    """Write everything that can leave for an audience, and give the content of each file."""
    page = PageWish(DAY)
    opened = open_map(address, audience=audience, leaving=True)
    share_map(opened, str(folder / "share.html"), ShareWish(page))
    share_map(opened, str(folder / "scenarios.html"), ShareWish(PageWish(DAY, scenarios=True)))
    share_map(opened, str(folder / "packed.zip"), ShareWish(page, packed=True))
    site = SiteWish(audience, DAY, address="https://example.org/")
    publish(str(folder / "site"), [address], site)
    for shape in ("svg", "pdf", "png", "csv"):
        draw_picture(opened, str(folder / f"drawn.{shape}"), page, PictureWish(shape, "", "everything"))
    draw_map(opened, str(folder / "guardrails.html"), PageWish(DAY, guardrails=True))
    for name in ("report.docx", "report.html"):
        write_report_file(opened, str(folder / name), as_of=DAY, guardrails=True)
    for name in ("out.json", "out.xlsx", "tables"):
        export_map(address, str(folder / name), audience=audience, wanted="csv" if name == "tables" else "")
    files = [each for each in sorted(folder.rglob("*")) if each.is_file() and "manifest" not in each.name]
    assert len(files) > 20
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


@pytest.mark.parametrize("audience", [name for name in SHIPPED if name != "council"])
def test_no_file_for_others_holds_a_word_of_what_was_withheld(full, tmp_path, audience):
    address, system_map, tokens = full
    secret = {word for word, (record_id, _) in tokens.fields.items() if record_id.startswith("h")}
    secret |= {record.id for record in system_map if record.id != "map"}
    secret |= {system_map["f2-slug"].get("amount"), system_map["f2-slug"].get("note"), "Zq0profile"}
    files = all_files(address, audience, tmp_path)
    for name, content in files.items():
        assert found_in(content, secret) == set(), name
    # What is shown is there, so the search finds what there is.
    shown = {system_map["sz-slug"].get("note")} if audience != "supplier-blind" else {system_map["f1-slug"].get("note")}
    for name in ("share.html", "packed.zip", "out.json", "out.xlsx"):
        assert found_in(files[name], shown) != set() or audience == "supplier-blind", name


@pytest.mark.parametrize("audience", [name for name in SHIPPED if name != "council"])
def test_not_a_byte_that_leaves_depends_on_what_was_withheld(full, tmp_path, audience):
    """Were there other names, figures, texts and ids, in any field of any kind, each file would be the same."""
    address = str(tmp_path / "full.sysmap")
    keep_full_map(address, others=True)
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    files = all_files(full[0], audience, tmp_path / "one")
    others = all_files(address, audience, tmp_path / "other")
    assert files.keys() == others.keys()
    assert [name for name, content in files.items() if content != others[name]] == []


def test_the_search_finds_what_is_there(full, tmp_path):
    address, system_map, _ = full
    files = all_files(address, "council", tmp_path)
    name = {system_map["hz-slug"].name}
    for file in ("share.html", "packed.zip", "drawn.svg", "drawn.pdf", "drawn.csv", "out.json", "out.xlsx"):
        assert found_in(files[file], name) == {each.casefold() for each in name}, file


def test_what_a_shown_scenario_adds_is_in_a_share_of_all_of_them_and_in_no_other_page(full, tmp_path):
    address, system_map, _ = full
    files = all_files(address, "public", tmp_path)
    added = {system_map["s90-slug"].name}
    assert found_in(files["scenarios.html"], added) == {each.casefold() for each in added}
    assert found_in(files["share.html"], added) == set()


def test_a_blanked_field_is_in_no_file(full, tmp_path):
    address, _, tokens = full
    every = sorted({name for _, name in tokens.fields.values()} - {"name", "text", "element_id"})
    text = f"sees = 'partner'\n[[blank]]\nfields = {every!r}\n"
    keep_profile(address, "bare", text, by="facilitator")
    secret = {word for word, (record_id, name) in tokens.fields.items() if name in every or record_id.startswith("h")}
    for name, content in all_files(address, "bare", tmp_path).items():
        assert found_in(content, secret) == set(), name


def money_answers(address, audience):
    """Ask everything about money for an audience, and give each answer in all its formats."""
    opened = open_map(address, audience=audience)
    branch = opened.branch
    bodies = [each.id for each in branch.of("Organisation", "Agreement")]
    asks = {
        "money": lambda: ask_money(opened),
        "prevention": lambda: ask_prevention(opened, as_of=DAY),
        "ending": lambda: ask_ending(opened, as_of=date(2025, 1, 1)),
        "funders": lambda: ask_funders(opened),
        "prices": lambda: ask_prices(opened),
        "sustain": lambda: ask_sustaining(opened),
        "pilot": lambda: ask_pilots(opened, as_of=DAY),
        "learn": lambda: ask_learning(opened, as_of=date(2025, 1, 1)),
        "decide": lambda: ask_decisions(opened, as_of=date(2025, 1, 1)),
        **{
            f"decide {each.id}": lambda each=each: ask_decisions(opened, each.id, as_of=date(2025, 1, 1))
            for each in branch.of("Service", "Factor")
        },
        **{
            f"more {each.id}": lambda each=each: ask_more(opened, each.id, Decimal(1000))
            for each in branch.of("Service")
        },
        **{f"cut {each}": lambda each=each: ask_cut(opened, each, settings=Settings(100)) for each in bodies},
    }
    told = {}
    for name, asked in asks.items():
        try:
            answer = asked()
        except SysmapError as error:
            told[name] = str(error).encode()
        else:
            told[name] = repr((answer.parts, answer.data, answer.table, answer.notes)).encode()
    return told


@pytest.mark.parametrize("audience", [name for name in SHIPPED if name != "council"])
def test_no_answer_about_money_tells_what_was_withheld(full, audience):
    address, system_map, tokens = full
    opened = open_map(address, audience=audience)
    # Ids of what is shown are said here: this is the maker's own screen, and nothing leaves as a file.
    secret = {word for word, (record_id, _) in tokens.fields.items() if record_id.startswith("h")}
    secret |= {record.id for record in system_map if record.id not in opened.view.map}
    secret |= {system_map["f2-slug"].get("amount"), system_map["f2-slug"].get("note")}
    told = money_answers(address, audience)
    for name, answer in told.items():
        assert found_in(answer, secret) == set(), name
    everything = money_answers(address, "council")
    for name in ("money", "prevention", "ending", "funders", "prices", "learn", "decide"):
        assert found_in(everything[name], secret), f"the search finds what there is in {name}"


RULES = st.lists(
    st.sampled_from(
        [
            ("[[drop]]\nkinds = ['Factor']", lambda record, _: record.kind == "Factor"),
            ("[[drop]]\nkinds = ['FUNDS']", lambda record, _: record.kind == "FUNDS"),
            ("[[drop]]\nwhere = 'sector = local_government'", lambda record, _: record.get("sector") != ""),
            ("[[blank]]\nfields = ['note', 'Service.decision_rule']", lambda _, name: name == "note"),
            ("[[blank]]\nfields = ['FUNDS.amount']", lambda record, name: record.kind == "FUNDS" and name == "amount"),
            ("[[band]]\nfields = ['amount']\nedges = [1, 100]", lambda _, name: name == "amount"),
            ("[[blur]]\nkinds = ['Service']", lambda record, _: record.kind == "Service"),
            ("[[blur]]\nkinds = ['Organisation']\nas = 'a body'", lambda record, _: record.kind == "Organisation"),
        ]
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(["council", "partner", "public"]), RULES)
def test_whatever_is_secret_by_whatever_rule_is_not_in_the_map_that_leaves(data, sees, rules):
    system_map, tokens = a_full_map()
    marked = []
    for record in system_map:
        chosen = data.draw(st.sampled_from(["public", "partner", "internal"])) if record.id != "map" else "public"
        known = record.declared.property("sensitivity") is not None
        marked.append(record.with_values(sensitivity=chosen) if known else record)
    system_map = SystemMap(marked)
    allowed = {"council": {"public", "partner", "internal"}, "partner": {"public", "partner"}, "public": {"public"}}
    profile = parse_profile("drawn", "\n".join([f"sees = '{sees}'", *(text for text, _ in rules)]))
    view = redact(system_map, profile).view
    left = with_own_ids(view.map)[0] if not view.whole else view.map
    content = repr([(each.id, each.kind, dict(each.values)) for each in left]).encode()
    secret = set()
    for word, (record_id, name) in tokens.fields.items():
        record = system_map[record_id]
        hidden = record.get("sensitivity", "public") not in allowed[sees]
        if hidden or any(test(record, name) for _, test in rules):
            secret.add(word)
    if not profile.whole:
        secret |= {record.id for record in system_map if record.id != "map"}
    assert found_in(content, secret) == set()
