// Which large payments flow under no agreement on the map?
// Money by contract, block contract, call-off or spot purchase that names no agreement.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Parameter over number = 100000: flows of more than this, in that currency.
// Returns flow: the id of the flow.
// Returns payer: the id of the body that pays.
// Returns payee: the id of the body or service that is paid.
// Returns amount: how much.
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
WHERE f.agreement_id IS NULL AND f.amount > $over
  AND f.mechanism IN ['contract', 'block_contract', 'framework_calloff', 'spot_purchase']
RETURN f.id AS flow, payer.id AS payer, payee.id AS payee, f.amount AS amount
ORDER BY amount DESC, flow
