"""Maps drawn in PRSM and Mental Modeler, brought in: whose word a sign is, what is kept, what stays behind."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.errors import BadInputError, UsageError
from sysmap.formats.drawn import NO_SIGNS, as_reading, read_drawn, read_signs
from sysmap.formats.drawn.lz_string import PackedTextError, unpack
from sysmap.pipeline.importing import import_files
from sysmap.stores.base import open_store
from tests.strategies import any_text

PACKED = (
    "\u1be1\u084d\u412c\u0100\u1524\u5825\u603b\u016c\u2037\u0420\u2860\u6323\u2c70\u0282:\u0821\u6c27\u5932\u4087\u0623"
    "\u3563\u4286\u08e9\u04a4\xac\u2941\u4220\u18629\u4045\u6021\u104f\u0390/\u3220\u17f4\u45bb\u083e\u4efc\u7c26"
    "\u3022\u2863\u40c9\u1029\u6fd0\u64e1\u62a0\u5d92\u6221\u6714\u4d62\u453a\u5328\u11fc\u4135\u2115\u05b6\u0aa0 "
)
"""Two factors and a link as lz-string for JavaScript packs them."""

GREEN, RED, GREY = "rgb(0, 204, 0)", "#FF0000", "#808080"
LONG = "cca2679f-ffb7-4d94-a607-dd09de1b873e"


def style(label, colour, **more):
    return {"groupLabel": label, "color": {"color": colour}, "arrows": {"to": {"enabled": True}}, **more}


def edge(start, end, group, **more):
    return {"id": f"{start}{end}", "from": start, "to": end, "grp": group, **more}


MAP = {
    "saved": "31/12/2021, 23:33:48",
    "version": "1.9.1",
    "room": "ABC-DEF-GHI-JKL",
    "mapTitle": "Rain on a hill",
    "attributeTitles": {"att1": "Who says"},
    "styles": {
        "nodes": {"group0": {"groupLabel": "Nature"}, "group1": {"groupLabel": "Sample"}},
        "edges": {
            "edge0": style("Sample", "#000000"),
            "edge1": style("Positive influence", GREEN),
            "edge2": style("Negative influence", RED),
            "edge3": style("Sample", "#000000"),
        },
    },
    "nodes": [
        {
            "id": LONG,
            "label": "Extreme\nweather/\nevents",
            "grp": "group0",
            "x": -250,
            "y": -400,
            "note": {"ops": [{"insert": "More "}, {"insert": "often."}]},
            "att1": "The parish",
            "created": {"time": 1, "user": "Cute Squid"},
        },
        {"id": "b", "label": "Flooding", "grp": "group1", "x": 150, "y": -350, "thumbUp": ["x"]},
        {"id": "c", "label": "", "grp": "group1", "x": None, "y": None},
        {"id": 4, "label": "Flooding", "grp": "group1", "x": 0, "y": 0},
    ],
    "edges": [
        edge(LONG, "b", "edge1"),
        edge("b", "c", "edge2", note="In spring"),
        edge("c", LONG, "edge0"),
        edge("b", "4", "edge1", color={"color": GREY}),
        edge("4", "c", "edge0", arrows="to, from"),
    ],
    "history": [{"user": "Cute Squid", "action": "added"}],
}


@pytest.fixture
def drawn(tmp_path):
    """Write a map and read it with what was said of its styles; give its records by kind, and the drawing."""

    def run(document=MAP, *signs, name="map.prsm"):
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        program = "prsm" if path.suffix == ".prsm" else "mentalmodeler"
        drawing = read_drawn(program, path, read_signs(signs))
        return as_reading(drawing), drawing

    return run


def ways(reading):
    """Give each link as its ends by name and its sign, as it is known."""
    names = {each.id: each.name for each in reading.records}
    return [
        (names[each.get("from_id")], names[each.get("to_id")], each.get("polarity"))
        for each in reading.records
        if each.kind == "INFLUENCES"
    ]


def of(reading, kind):
    return [each for each in reading.records if each.kind == kind]


def test_no_sign_is_known_that_nobody_stated_whatever_a_legend_says(drawn):
    reading, drawing = drawn()
    assert {sign for _, _, sign in ways(reading)} == {""}
    assert reading.system_map.of("INFLUENCES")
    assert [(style.name, sign, count) for style, (sign, count) in drawing.styles.items()] == [
        ("style 1", "", 2),
        ("Positive influence", "", 1),
        ("Negative influence", "", 1),
        ("#808080", "", 1),
    ]


@pytest.mark.parametrize(
    "said",
    [
        ("Positive influence=+", "negative  INFLUENCE = -"),
        ("2=same", "style 3=opposite"),
        ("#00cc00=+", "rgb(255,0,0)=less"),
    ],
)
def test_signs_are_stated_by_legend_number_or_colour(drawn, said):
    reading, _ = drawn(MAP, *said)
    assert ways(reading) == [
        ("Extreme weather/events", "Flooding", "+"),
        ("Flooding", "No name (3)", "-"),
        ("No name (3)", "Extreme weather/events", ""),
        ("Flooding", "Flooding", ""),
        ("Flooding", "No name (3)", ""),
        ("No name (3)", "Flooding", ""),
    ]


def test_signs_are_read_from_a_file_too(drawn, tmp_path):
    (tmp_path / "signs.csv").write_text(
        "style,sign\n“Positive influence”,+\n3;minus\n#808080 = ?\n".replace("“", '"').replace("”", '"')
    )
    reading, _ = drawn(MAP, str(tmp_path / "signs.csv"))
    assert [sign for _, _, sign in ways(reading)] == ["+", "-", "", "?", "", ""]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (
            ["Blue=+"],
            "no style of its links is called “Blue”; there are “Positive influence” (style 2",
        ),
        (["2=+", "Positive influence=-"], "“Positive influence” (style 2, #00cc00) was given two signs"),
    ],
)
def test_what_fits_no_style_or_says_two_things_is_refused_in_one_line(drawn, said, message):
    with pytest.raises(BadInputError) as refused:
        drawn(MAP, *said)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_name_that_several_styles_have_is_asked_about(drawn):
    twice = {**MAP, "edges": [edge("b", "c", "edge0"), edge("c", "b", "edge3")]}
    with pytest.raises(BadInputError, match="name one by its number"):
        drawn(twice, "#000000=+")
    assert [sign for _, _, sign in ways(drawn(twice, "4=-")[0])] == ["", "-"]


@pytest.mark.parametrize("text", ["Positive influence", "Positive influence=++", "=+", "nothing.csv"])
def test_signs_that_cannot_be_read_say_what_to_write(text):
    with pytest.raises(UsageError, match="--signs"):
        read_signs([text])


def test_names_notes_places_and_attributes_are_kept_and_secrets_are_not(drawn):
    reading, drawing = drawn()
    weather, flooding, nameless, twin = of(reading, "Factor")
    assert weather.name == "Extreme weather/events"
    assert weather.get("note") == "More often."
    assert (weather.get("prsm_style"), weather.get("prsm_who_says")) == ("Nature", "The parish")
    assert flooding.id != twin.id
    assert nameless.name == "No name (3)"
    assert [(each.get("element_id"), each.get("x"), each.get("y")) for each in of(reading, "Position")] == [
        (weather.id, "-500", "-800"),
        (flooding.id, "300", "-700"),
        (twin.id, "0", "0"),
    ]
    assert of(reading, "Map")[0].name == "Rain on a hill"
    assert drawing.left_out == ("the code of the room", "who drew what", "votes")
    held = json.dumps([dict(each.values) for each in reading.records])
    assert "ABC-DEF" not in held
    assert "Squid" not in held
    assert [each.severity for each in reading.check()] == ["warning"]


def test_a_factor_renamed_in_prsm_is_the_same_one_and_a_file_read_twice_adds_nothing(drawn):
    before, _ = drawn()
    again, _ = drawn()
    assert again.records == before.records
    renamed = json.loads(json.dumps(MAP))
    renamed["nodes"][0]["label"] = "Storms"
    after, _ = drawn(renamed)
    assert of(after, "Factor")[0].id == of(before, "Factor")[0].id


def test_links_without_ends_or_heads_are_told_and_nothing_is_guessed(drawn):
    broken = {
        **MAP,
        "edges": [edge("b", "nowhere", "edge1"), edge("b", "c", "edge1", arrows={"to": {"enabled": False}})],
    }
    reading, _ = drawn(broken)
    assert ways(reading) == []
    assert [
        (each.row, each.severity, each.message.split(":")[0]) for each in reading.problems if each.field == "edges"
    ] == [
        (1, "error", "link 1 leads from or to a factor that is not in the file"),
        (2, "error", "link 2 has no arrowhead"),
    ]


def test_an_arrowhead_at_the_start_turns_a_link_round_and_old_maps_are_read(drawn):
    old = {
        "samples": {"edges": {}},
        "nodes": MAP["nodes"][:2],
        "edges": [
            {"source": LONG, "target": "b", "arrows": "from", "grp": "edge1"},
            {"source": LONG, "target": "b", "title": "As told"},
        ],
    }
    reading, _ = drawn(old)
    assert ways(reading) == [("Flooding", "Extreme weather/events", ""), ("Extreme weather/events", "Flooding", "")]
    assert of(reading, "INFLUENCES")[1].get("note") == "As told"


def test_a_packed_map_is_read_with_all_its_letters(drawn):
    reading, _ = drawn("\ufeff" + PACKED)
    assert ways(reading) == [("Café \U0001f600", "Rain rain rain", "")]


@pytest.mark.parametrize("text", [PACKED[:20], "not packed at all", "[]", "{", '{"nodes": {}}', "\ufeff"])
def test_what_is_no_map_from_prsm_is_refused_in_one_line(drawn, text):
    with pytest.raises(BadInputError) as refused:
        drawn(text)
    assert "map.prsm" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_would_unpack_without_end_stops():
    with pytest.raises(PackedTextError, match="more than 40 letters"):
        unpack(PACKED, 40)


plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text | st.just("\ud800") | st.just("edge1"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "label", "from", "to", "grp", "x", "color", "arrows", "note"]), inner)
    ),
    max_leaves=8,
)


@given(
    st.lists(plain_json, max_size=3),
    st.lists(plain_json, max_size=3),
    st.dictionaries(st.sampled_from(["styles", "attributeTitles", "mapTitle", "background", "info"]), plain_json),
)
def test_whatever_stands_in_a_file_gives_records_and_problems(tmp_path_factory, nodes, edges, rest):
    path = tmp_path_factory.mktemp("any") / "any.json"
    for name, document in (("prsm", {"nodes": nodes, "edges": edges}), ("mentalmodeler", {"concepts": nodes})):
        path.write_text(json.dumps(document | rest), encoding="utf-8")
        for each in as_reading(read_drawn(name, path)).check():
            assert each.message.encode()


XML = """<?xml version="1.0" encoding="UTF-8"?>
<mentalmodeler ><info ><name ><![CDATA[Ponds]]></name><author ><![CDATA[Mary]]></author></info>
<groupNames ><groupName index="1" ><![CDATA[Water]]></groupName></groupNames>
<concepts >
<concept ><id ><![CDATA[1]]></id><name ><![CDATA[C1]]></name><notes ><![CDATA[Fish]]></notes>
<group ><![CDATA[1]]></group>
<x ><![CDATA[10.5]]></x><y ><![CDATA[4]]></y><preferredState ><![CDATA[1]]></preferredState>
<relationships ><relationship ><id >2</id><confidence >0</confidence><influence >-0.25</influence></relationship>
</relationships>
</concept>
<concept ><id >2</id><name >Algae</name><units >g</units><x >NaN</x><relationships >
<relationship ><id >1</id><influence >INFLUENCE</influence><notes >Shade</notes></relationship>
</relationships></concept>
</concepts>
<scenarios ><scenario ><name >S</name><concepts ><concept ><id >1</id></concept></concepts></scenario></scenarios>
</mentalmodeler>"""


def test_a_map_from_mental_modeler_brings_signs_strengths_and_wishes(drawn):
    reading, drawing = drawn("\ufeff" + XML.replace("INFLUENCE", "H+"), name="ponds.mmp")
    fish, algae = of(reading, "Factor")
    assert (fish.name, fish.get("aliases"), fish.get("desired_direction")) == ("Fish", "C1", "up")
    assert (fish.get("mental_modeler_group"), algae.get("mental_modeler_units")) == ("Water", "g")
    assert [(each.get("polarity"), each.get("strength")) for each in of(reading, "INFLUENCES")] == [
        ("-", "1"),
        ("+", "3"),
    ]
    assert [each.get("x") for each in of(reading, "Position")] == ["21"]
    assert drawing.left_out == ("who made it", "its scenarios")
    assert reading.check() == []


@pytest.mark.parametrize(
    ("influence", "read"),
    [("1", [("+", "3")]), ("-.62", [("-", "2")]), ("m-", [("-", "2")]), ("", [("", "")]), ("0", []), ("0.0", [])],
)
def test_the_size_of_an_influence_becomes_a_strength_and_none_is_no_link(drawn, influence, read):
    reading, drawing = drawn(XML.replace("INFLUENCE", influence), name="ponds.mmp")
    links = [(each.get("polarity"), each.get("strength")) for each in of(reading, "INFLUENCES")]
    assert links == [("-", "1"), *read]
    assert ("1 link of influence 0" in drawing.left_out) == (not read)


@pytest.mark.parametrize("influence", ["2", "nan", "strong", "++"])
def test_an_influence_that_cannot_be_read_is_an_error_with_its_link(drawn, influence):
    reading, _ = drawn(XML.replace("INFLUENCE", influence), name="ponds.mmp")
    assert [(each.row, each.severity) for each in reading.problems] == [(2, "error")]
    assert f"link 2 has the influence '{influence}'" in reading.problems[0].message


def test_json_of_mental_modeler_is_read_as_xml_is(drawn):
    concepts = [
        {"id": "1", "name": "Fish", "x": "10.5", "y": "4", "relationships": [{"id": "2", "influence": "-0.25"}]},
        {"id": "2", "name": "Algae", "relationships": [{"id": "9", "influence": "1"}]},
    ]
    reading, _ = drawn({"info": {"name": "Model"}, "concepts": concepts}, name="ponds.mmp")
    assert ways(reading) == [("Fish", "Algae", "-")]
    assert of(reading, "Map") == []
    assert [each.message for each in reading.problems] == ["link 2 leads to a concept that is not in the file"]


@pytest.mark.parametrize(
    "text",
    [
        "<html></html>",
        "<mentalmodeler>",
        '<!DOCTYPE a [<!ENTITY b "c">]><mentalmodeler>&b;</mentalmodeler>',
        "{}",
        "words",
    ],
)
def test_what_is_no_map_from_mental_modeler_is_refused_in_one_line(drawn, text):
    with pytest.raises(BadInputError, match=r"ponds\.mmp: this is no map from Mental Modeler"):
        drawn(text, name="ponds.mmp")


def test_signs_are_for_maps_that_have_styles(drawn):
    with pytest.raises(UsageError, match="signs of their own"):
        drawn(XML, "1=+", name="ponds.mmp")


def test_a_drawing_comes_into_a_map_says_whose_word_signs_are_and_leaves_its_name(tmp_path):
    path, address = tmp_path / "rain.prsm", str(tmp_path / "town.sysmap")
    path.write_text(json.dumps(MAP), encoding="utf-8")
    first = import_files(address, [str(path)], new=True, by="facilitator")
    assert first.fine
    assert '  Which way a style means is for you to say: --signs "1=+" (or - or ?), and import it again.' in first.parts
    assert first.data["files"][0]["link_styles"][1] == {
        "style": "Positive influence",
        "number": 2,
        "colour": "#00cc00",
        "links": 1,
        "sign": None,
    }
    with open_store(address) as store:
        named = store.read_map().of("Map")[0]
    assert named.name == "Rain on a hill"
    path.write_text(json.dumps({**MAP, "mapTitle": "Another"}), encoding="utf-8")
    again = import_files(address, [str(path)], signs=read_signs(["Positive influence=+"]), by="facilitator")
    assert "  1 link is “Positive influence” (style 2, #00cc00): same way, as you said" in again.parts
    assert dict(again.data["files"][0]["updated"]) == {"Source": 1, "INFLUENCES": 1}
    with open_store(address) as store:
        kept = store.read_map()
    assert [each.name for each in kept.of("Map")] == ["Rain on a hill"]
    assert sorted(each.get("polarity") for each in kept.of("INFLUENCES")) == ["", "", "", "", "", "+"]


def test_a_drawing_with_a_broken_link_comes_in_whole_or_where_asked_without_it(tmp_path):
    path, address = tmp_path / "rain.prsm", str(tmp_path / "town.sysmap")
    path.write_text(json.dumps({**MAP, "edges": [*MAP["edges"], edge("b", "nowhere", "edge1")]}), encoding="utf-8")
    refused = import_files(address, [str(path)], new=True, by="facilitator")
    assert not refused.fine
    assert not (tmp_path / "town.sysmap").exists()
    kept = import_files(address, [str(path)], new=True, keep_going=True, by="facilitator")
    assert kept.data["files"][0]["left_out"] == 1
    assert not kept.fine


def test_no_signs_is_said_as_nothing():
    assert read_signs([]) == NO_SIGNS
