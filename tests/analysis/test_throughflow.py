"""Flow networks against published ones, and against what they must always obey."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.throughflow import balance

GOLDEN = Path(__file__).parents[1] / "golden"


def case(name):
    return json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def arcs_of(rows):
    return {(i, j): flow for i, row in enumerate(rows) for j, flow in enumerate(row) if flow}


@pytest.mark.parametrize("name", ["finn_lake_findley", "finn_oyster_reef"])
def test_published_networks(name):
    given_case = case(name)
    flows, z = given_case["input"]["F"], given_case["input"]["z"]
    network, closed = balance(arcs_of(flows), len(z), z)
    expected, close = given_case["expected"], given_case["tolerance"]
    assert closed == ()
    assert network.total == pytest.approx(expected["TST"], abs=close)
    assert network.cycling_index == pytest.approx(expected["FCI"], abs=close)
    assert network.average_path_length == pytest.approx(expected["APL"], abs=close)
    assert network.entering.sum() == pytest.approx(expected["Boundary"], abs=close)
    entered, once, more = network.shares_by_hand
    assert more == pytest.approx(expected["IFI"], abs=close)
    assert entered == pytest.approx(expected.get("BFI", expected["Boundary"] / expected["TST"]), abs=close)
    assert once == pytest.approx(expected.get("DFI", 1 - entered - more), abs=close)
    if "TSTp" in expected:
        assert network.total + network.leaving.sum() == pytest.approx(expected["TSTp"], abs=1e-3), "y is rounded there"
    for node, row in enumerate(given_case["N"]):
        pushed = np.zeros(len(z))
        pushed[node] = 1
        assert network.spread(pushed) == pytest.approx(row, abs=close)
    if "N_row_FilterFeeders" in expected:
        assert network.spread(np.eye(len(z))[0]) == pytest.approx(expected["N_row_FilterFeeders"], abs=close)
    # What a case tells and nothing here holds would be told for nothing.
    assert expected.keys() <= {"TST", "TSTp", "FCI", "APL", "Boundary", "BFI", "DFI", "IFI", "N_row_FilterFeeders"}
    worked = given_case["recomputed"]
    assert network.through == pytest.approx(worked["T"], abs=close)
    unbalanced = worked["balance_error"]
    assert network.leaving == pytest.approx(given_case["input"]["y"], abs=unbalanced + close), "y is rounded there"
    figures = {"TST": network.total, "FCI": network.cycling_index, "APL": network.average_path_length, "IFI": more}
    assert figures == pytest.approx({name: worked[name] for name in figures}, abs=close)
    assert network.entering.sum() == pytest.approx(worked["Boundary"], abs=close)
    assert worked.keys() == {*figures, "T", "Boundary", "balance_error"}


def test_leontief():
    given_case = case("leontief_miller_blair_2sector")
    numbers, expected, close = given_case["input"], given_case["expected"], given_case["tolerance"]
    bought, output = np.array(numbers["Z"], dtype=float), np.array(numbers["x"], dtype=float)
    network, _ = balance(arcs_of(bought), len(output), output - bought.sum(axis=0))
    assert network.through == pytest.approx(output)
    bought_of_one = [[network.flows[i, j] / network.through[j] for j in range(2)] for i in range(2)]
    assert np.array(bought_of_one) == pytest.approx(np.array(expected["A"]))
    assert expected.keys() == {"A", "L", "x_new"}
    assert network.needed(np.array(numbers["new_final_demand"], dtype=float)) == pytest.approx(
        expected["x_new"], abs=close
    )
    inverse = np.column_stack([network.needed(unit) for unit in np.eye(2)])
    assert inverse == pytest.approx(np.array(expected["L"]), abs=close)
    assert network.needed(network.leaving) == pytest.approx(output), "today's demand needs today's output"


def test_money_that_only_goes_round_is_left_out_and_said():
    network, closed = balance({(0, 1): 5, (1, 0): 5, (2, 3): 1}, 4)
    assert closed == (0, 1)
    assert network.total == 2


networks = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 1000).map(float), min_size=1, max_size=20
)


@given(networks)
def test_what_it_must_obey(flows):
    network, closed = balance(flows, 7)
    live = [node for node in range(7) if node not in closed and network.through[node]]
    shares = np.zeros((7, 7))
    for (start, finish), flow in network.flows.items():
        shares[start, finish] = flow / network.through[start]
    inverse = np.linalg.inv(np.eye(7) - shares)
    assert network.returning == pytest.approx(inverse.diagonal())
    assert network.entering.sum() == pytest.approx(network.leaving.sum()), "what enters leaves"
    if network.total:
        assert sum(network.shares_by_hand) == pytest.approx(1)
    for node in live:
        began = network.began_at(node)
        assert began.sum() == pytest.approx(1), "shares of where money began add up"
        assert began == pytest.approx(network.entering * inverse[:, node] / network.through[node], abs=1e-12)
        wanted = np.zeros(7)
        wanted[node] = 10.0
        needed = network.needed(wanted)
        assert (needed * network.entering / np.where(network.through > 0, network.through, 1)).sum() == pytest.approx(
            10
        ), "what more leaves has come in"
        assert needed == pytest.approx(10 * network.through * inverse[:, node] / network.through[node], abs=1e-9)
        passed = network.passed([node])
        assert passed[node] == pytest.approx(network.through[node])
        assert (passed <= network.through * (1 + 1e-9)).all(), "no more has passed than there is"
        lost = np.zeros(7)
        for (start, finish), flow in network.flows.items():
            lost[finish] += flow if start == node else 0.0
        others = [each for each in range(7) if each != node]
        assert network.spread(lost, {node})[others] == pytest.approx(passed[others]), "paying nothing loses just that"
