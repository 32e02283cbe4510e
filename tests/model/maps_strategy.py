"""Small maps with everything that edits have to cope with: links, references, merges, scenarios."""

from hypothesis import strategies as st

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.values import clean_text

NAMES = st.text(min_size=1, max_size=12).map(clean_text).filter(bool)


@st.composite
def small_maps(draw):
    """Draw a map of organisations, services and factors, with links, a source, positions and a loop."""
    records = []
    for kind, letter in (("Organisation", "o"), ("Service", "s"), ("Factor", "f")):
        for number in range(draw(st.integers(1, 4))):
            values = {"name": draw(NAMES)}
            if draw(st.booleans()):
                values["note"] = draw(NAMES)
            if draw(st.booleans()):
                values["source_id"] = "src"
            values["sensitivity"] = draw(st.sampled_from(["public", "partner", "internal"]))
            records.append(Record(f"{letter}{number}", kind, values))
    bodies = [record.id for record in records if record.kind == "Organisation"]
    causal = [record.id for record in records if record.kind in {"Factor", "Service"}]
    for number in range(draw(st.integers(0, 8))):
        ends = {"from_id": draw(st.sampled_from(causal)), "to_id": draw(st.sampled_from(causal))}
        polarity = draw(st.sampled_from(["+", "-", "?"]))
        records.append(Record(f"i{number}", "INFLUENCES", {**ends, "polarity": polarity}))
    for number in range(draw(st.integers(0, 4))):
        ends = {"from_id": draw(st.sampled_from(bodies)), "to_id": draw(st.sampled_from(bodies))}
        values = {**ends, "amount": str(draw(st.integers(0, 10**6))), "service_id": "s0"}
        records.append(Record(f"m{number}", "FUNDS", values))
    records.append(Record("src", "Source", {"publisher": draw(NAMES)}))
    records.append(Record("p0", "Position", {"element_id": draw(st.sampled_from(causal)), "x": "1", "y": "2"}))
    records.append(Record("l0", "Loop", {"name": draw(NAMES), "element_ids": ";".join(causal[:2])}))
    return SystemMap(records)
