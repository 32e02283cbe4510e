// How is our spend split between prevention and crisis?
// Cash that reaches services, by their prevention tier; what nobody has classified is a tier of its own.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns tier: primary, secondary, tertiary, acute or unclassified.
// Returns amount: the sum, in that currency.
OPTIONAL MATCH (about:SysmapRecord&Map {map: $map, id: 'map'})
WITH coalesce(about.currency, 'GBP') AS usual, date({year: $year, month: 4, day: 1}) AS first,
     date({year: $year + 1, month: 4, day: 1}) AS next
MATCH (payer)-[f:FUNDS]->(payee)
WHERE f.map = $map AND f.id IS NOT NULL AND f.scenario IS NULL AND f.amount IS NOT NULL
  AND coalesce(f.basis, 'basis not stated') = $basis AND coalesce(f.currency, usual) = $currency
  AND first <= coalesce(f.period_start, f.period_end) AND coalesce(f.period_start, f.period_end) < next
  AND first <= coalesce(f.period_end, f.period_start) AND coalesce(f.period_end, f.period_start) < next
  AND payer.scenario IS NULL AND payee.scenario IS NULL
WITH payer, payee, f, coalesce(f.service_id, CASE WHEN payee:Service THEN payee.id END) AS service_id
WHERE service_id IS NOT NULL AND (f.flow_role = 'spend' OR f.flow_role IS NULL AND service_id IS NOT NULL) AND NOT coalesce(f.mechanism, '') IN ['in_kind', 'loan', 'guarantee', 'equity']
WITH service_id, sum(f.amount) AS amount
OPTIONAL MATCH (service:SysmapRecord:Service {map: $map, id: service_id})
WHERE service.scenario IS NULL
WITH amount, CASE WHEN service.prevention_tier IN ['primary', 'secondary', 'tertiary', 'acute'] THEN service.prevention_tier
        ELSE 'unclassified' END AS tier
RETURN tier, sum(amount) AS amount
ORDER BY amount DESC, tier
