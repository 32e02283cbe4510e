"""Maps with everything that the named questions ask about, drawn at random from a seed."""

import random

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.vocabulary import values_of


def generate(seed: int, size: int = 10) -> SystemMap:
    """Draw a map of about ten times `size` records, scenario rows among them."""
    return _Drawing(random.Random(seed), size).draw()


class _Drawing:
    def __init__(self, chance: random.Random, size: int) -> None:
        self.chance = chance
        self.size = size
        self.records: list[Record] = []

    def draw(self) -> SystemMap:
        size, pick = self.size, self.pick
        self.add("map", "Map", name="Drawn", currency=self.maybe("EUR", 0.1))
        self.add("scn0", "Scenario", name="If")
        self.sources = [self.add(f"src{n}", "Source", publisher=f"Publisher {n}") for n in range(3)]
        places = [self.add(f"plc{n}", "Place", name=f"Place {n}") for n in range(4)]
        bodies = [
            self.element(
                f"org{n}",
                "Organisation",
                kind=self.maybe(pick(values_of("Organisation", "kind")), 0.7),
                sector=self.maybe(pick(["vcfse", *values_of("Organisation", "sector")]), 0.8),
                control=self.maybe(pick(["ours", "theirs"]), 0.5),
                annual_income=self.maybe(str(self.chance.randint(0, 9) * 100000.5), 0.5),
            )
            for n in range(size)
        ]
        services = [
            self.element(
                f"srv{n}",
                "Service",
                kind=self.maybe(pick(["access_control", *values_of("Service", "kind")]), 0.8),
                prevention_tier=self.maybe(pick(values_of("Service", "prevention_tier")), 0.7),
                status=self.maybe("pilot", 0.3),
                learn_by=self.maybe(self.day(), 0.5),
                decision_rule=self.maybe("scale, stop or redesign", 0.5),
            )
            for n in range(size // 2)
        ]
        factors = [
            self.element(
                f"fac{n}",
                "Factor",
                outcome=self.maybe(pick(["yes", "no"]), 0.7),
                kind=self.maybe("outcome", 0.2),
                desired_direction=self.maybe(pick(["up", "down", "none"]), 0.8),
                vulnerable=self.maybe("yes", 0.5),
                value_dimension=self.maybe(pick(values_of("Factor", "value_dimension")), 0.8),
                control=self.maybe(pick(values_of("Factor", "control")), 0.8),
            )
            for n in range(size)
        ]
        agreements = [
            self.element(
                f"agr{n}",
                "Agreement",
                end_date=self.maybe(pick([self.day(), "2027-03", "2027"]), 0.8),
                procedure=self.maybe(pick(["open", "competitive_flexible", "direct_award"]), 0.8),
                bids_received=self.maybe(pick("0113"), 0.8),
                current_term_months=self.maybe(pick(["12", "23", "24", "36"]), 0.6),
                start_date=self.maybe(self.day(), 0.8),
            )
            for n in range(6)
        ]
        roles = [self.element(f"rol{n}", "Role") for n in range(3)]
        causal = services + factors
        influences = [
            self.link(
                "INFLUENCES",
                pick(causal),
                pick(causal),
                polarity=self.maybe(pick("++--?"), 0.9),
                strength=self.maybe(pick("123"), 0.7),
                evidence_type=self.maybe(pick(values_of("INFLUENCES", "evidence_type")), 0.6),
            )
            for _ in range(size * 3)
        ]
        for n in range(size * 4):
            start = self.chance.choice([2024, 2025])
            self.link(
                "FUNDS",
                pick(bodies),
                pick(bodies + services),
                amount=self.maybe(f"{self.chance.randint(0, 10**7)}.{self.chance.randint(10, 99)}", 0.9),
                currency=self.maybe(pick(["GBP", "EUR"]), 0.4),
                basis=self.maybe(pick(["actual", "actual", "actual", "budget"]), 0.9),
                period_start=self.maybe(f"{start}-04-01", 0.9),
                period_end=self.maybe(pick([f"{start + 1}-03-31", f"{start + 1}-03", f"{start + 1}-05-31"]), 0.9),
                mechanism=self.maybe(pick(values_of("FUNDS", "mechanism")), 0.9),
                flow_role=self.maybe(pick(["spend", "spend", "spend", "transfer", "source", "repayment"]), 0.7),
                service_id=self.maybe(pick(services), 0.5),
                agreement_id=self.maybe(pick(agreements), 0.3),
                flow_id=self.maybe(f"flow{n % (size * 2)}", 0.4),
            )
        for kind, starts, ends, count in (
            ("PART_OF", bodies, bodies, 4),
            ("PART_OF", places, places, 3),
            ("COMMISSIONS", bodies, services, 4),
            ("DELIVERS", bodies, services, 6),
            ("STEWARDS", bodies, factors, 8),
            ("DEPENDS_ON", services + bodies, services + bodies, 8),
            ("HOLDS", roles, bodies, 8),
            ("COVERS", agreements, services, 6),
            ("IN_PLACE", services + factors + bodies, places, 8),
        ):
            for _ in range(count):
                start, end = pick(starts), pick(ends)
                if start != end and not (kind == "PART_OF" and start <= end):  # so that no body is part of itself
                    self.link(kind, start, end)
        for _ in range(size * 2):
            self.link("WORKS_WITH", *self.chance.sample(bodies, 2), collab_level=self.maybe(pick("012345"), 0.9))
        for n in range(6):
            kind = pick(["learning", "disagreement"])
            note = self.add(f"not{n}", "Note", kind=kind, text="As it was", **self.keeping())
            self.link("ABOUT", note, pick([*agreements, *factors]))
        self.loops(influences, factors)
        for n in range(5):
            measure = self.element(f"mea{n}", "Measure", factor_id=self.maybe(pick(factors), 0.8))
            for k in range(self.chance.randint(0, 3)):
                self.add(
                    f"obs{n}_{k}", "Observation", measure_id=measure, date=self.maybe(self.day(), 0.9), value=str(k)
                )
        return SystemMap(self.records)

    def loops(self, influences: list[str], factors: list[str]) -> None:
        by_id = {record.id: record for record in self.records}
        for n in range(6):
            chain = [self.pick(influences)]
            for _ in range(3):
                onward = [each for each in influences if by_id[each].from_id == by_id[chain[-1]].to_id]
                if not onward or by_id[chain[-1]].to_id == by_id[chain[0]].from_id:
                    break
                chain.append(self.pick(onward))
            elements = ";".join(by_id[each].from_id for each in chain)
            self.element(f"lop{n}", "Loop", element_ids=elements, relationship_ids=self.maybe(";".join(chain), 0.7))
        self.element("lop_odd", "Loop", element_ids=";".join(factors[:2]), relationship_ids=influences[0])

    def add(self, record_id: str, kind: str, /, **values: str) -> str:
        self.records.append(Record(record_id, kind, {name: text for name, text in values.items() if text}))
        return record_id

    def element(self, record_id: str, kind: str, /, **values: str) -> str:
        return self.add(record_id, kind, name=f"Name of {record_id}", **values, **self.keeping())

    def link(self, kind: str, start: str, end: str, /, **values: str) -> str:
        record_id = f"{kind.lower()}{len(self.records)}"
        return self.add(record_id, kind, from_id=start, to_id=end, **values, **self.keeping())

    def keeping(self) -> dict[str, str]:
        return {
            "scenario": self.maybe("scn0", 0.08),
            "confidence": self.maybe(self.pick(values_of("Factor", "confidence")), 0.3),
            "source_id": self.maybe(self.pick(self.sources), 0.3),
            "review_date": self.maybe(self.day(), 0.4),
        }

    def day(self) -> str:
        return f"{self.chance.randint(2025, 2028)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"

    def maybe(self, text: str, likely: float) -> str:
        return text if self.chance.random() < likely else ""

    def pick(self, among) -> str:
        return self.chance.choice(list(among))
