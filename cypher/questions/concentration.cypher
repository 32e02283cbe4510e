// How concentrated is the money behind each service?
// For each service the largest payee's share of its cash spend, and the sum of squared shares of all payees that are named
// bodies; a market group is many bodies, counted as zero, so that the sum is at least that.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns service: the id of the service.
// Returns amount: its cash spend, in that currency.
// Returns largest: the id of the payee with the largest share; the first by id where several have it.
// Returns share: that share, in percent.
// Returns hhi: the sum of squared percentages, from 0 to 10,000: at least that.
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
WITH service_id, payee, sum(f.amount) AS paid ORDER BY paid DESC, payee.id
WITH service_id, collect({payee: payee, paid: paid}) AS payees, sum(paid) AS amount
WHERE amount > 0
RETURN service_id AS service, amount, payees[0].payee.id AS largest, 100.0 * payees[0].paid / amount AS share,
       reduce(sum = 0.0, each IN payees | sum + CASE WHEN each.payee.kind = 'market_group' OR NOT each.payee:Organisation
         THEN 0.0 ELSE (100.0 * each.paid / amount) * (100.0 * each.paid / amount) END) AS hhi
ORDER BY amount DESC, service
