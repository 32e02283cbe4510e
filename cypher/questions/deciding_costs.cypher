// What does deciding who gets what cost?
// Cash spend on services that decide who gets what.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns service: the id of the service.
// Returns amount: its cash spend, in that currency.
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
MATCH (service:SysmapRecord:Service {map: $map, id: service_id})
WHERE service.scenario IS NULL AND service.kind = 'access_control'
RETURN service_id AS service, amount
ORDER BY amount DESC, service
