// How is our spend split between prevention and crisis?
// Cash that reaches services, by their prevention tier; what nobody has classified is a tier of its own.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns tier: primary, secondary, tertiary, acute or unclassified.
// Returns amount: the sum, in that currency.
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
WITH payer, payee, f, coalesce(f.service_id, CASE WHEN payee:Service THEN payee.id END) AS service_id
WHERE service_id IS NOT NULL AND (f.flow_role = 'spend' OR f.flow_role IS NULL AND service_id IS NOT NULL) AND NOT coalesce(f.mechanism, '') IN ['in_kind', 'loan', 'guarantee', 'equity']
OPTIONAL MATCH (service:SysmapRecord:Service {map: $map, id: service_id})
WHERE service.scenario IS NULL
WITH f, CASE WHEN service.prevention_tier IN ['primary', 'secondary', 'tertiary', 'acute'] THEN service.prevention_tier
        ELSE 'unclassified' END AS tier
RETURN tier, sum(f.amount) AS amount
ORDER BY amount DESC, tier
