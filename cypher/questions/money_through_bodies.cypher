// What does each body take in and pay out?
// Cash in and out on the map in one financial year; the rest of what they do is not on the map.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns body: the id of the body.
// Returns inflow: cash in; 0 where the map shows none.
// Returns outflow: cash out; 0 where the map shows none.
OPTIONAL MATCH (about:SysmapRecord&Map {map: $map, id: 'map'})
WITH coalesce(about.currency, 'GBP') AS usual, date({year: $year, month: 4, day: 1}) AS first,
     date({year: $year + 1, month: 4, day: 1}) AS next
MATCH (payer)-[f:FUNDS]->(payee)
WHERE f.map = $map AND f.id IS NOT NULL AND f.scenario IS NULL AND f.amount IS NOT NULL
  AND coalesce(f.basis, 'basis not stated') = $basis AND coalesce(f.currency, usual) = $currency
  AND first <= coalesce(f.period_start, f.period_end) AND coalesce(f.period_start, f.period_end) < next
  AND first <= coalesce(f.period_end, f.period_start) AND coalesce(f.period_end, f.period_start) < next
  AND payer.scenario IS NULL AND payee.scenario IS NULL
WITH payer, payee, f
WHERE NOT coalesce(f.mechanism, '') IN ['in_kind', 'loan', 'guarantee', 'equity']
UNWIND [{body: payer, inflow: 0, outflow: f.amount}, {body: payee, inflow: f.amount, outflow: 0}] AS side
WITH side.body AS body, side
WHERE body:Organisation
RETURN body.id AS body, sum(side.inflow) AS inflow, sum(side.outflow) AS outflow
ORDER BY inflow DESC, outflow DESC, body
