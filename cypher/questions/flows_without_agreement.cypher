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
MATCH (payer:SysmapRecord {map: $map})-[f:FUNDS]->(payee)
WHERE payer.scenario IS NULL AND f.scenario IS NULL AND payee.scenario IS NULL AND f.amount IS NOT NULL
  AND coalesce(f.basis, 'basis not stated') = $basis
  AND date({year: $year, month: 4, day: 1}) <= coalesce(f.period_start, f.period_end)
  AND coalesce(f.period_start, f.period_end) < date({year: $year + 1, month: 4, day: 1})
  AND date({year: $year, month: 4, day: 1}) <= coalesce(f.period_end, f.period_start)
  AND coalesce(f.period_end, f.period_start) < date({year: $year + 1, month: 4, day: 1})
OPTIONAL MATCH (about:Map {map: $map, id: 'map'})
WITH payer, payee, f, coalesce(f.currency, about.currency, 'GBP') AS currency
WHERE currency = $currency
WITH payer, payee, f
WHERE f.agreement_id IS NULL AND f.amount > $over
  AND f.mechanism IN ['contract', 'block_contract', 'framework_calloff', 'spot_purchase']
RETURN f.id AS flow, payer.id AS payer, payee.id AS payee, f.amount AS amount
ORDER BY amount DESC, flow
