// Which prevention money is one-year only?
// Cash on services of primary or secondary prevention that has no row of the next year for the same flow, or the same payer,
// payee and service; or that flows under an agreement of less than two years.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns flow: the id of the row.
// Returns payer: the id of who pays.
// Returns service: the id of the service.
// Returns amount: how much, in that currency.
// Returns why: no_next_year or short_agreement.
OPTIONAL MATCH (about:SysmapRecord&Map {map: $map, id: 'map'})
WITH coalesce(about.currency, 'GBP') AS usual, date({year: $year, month: 4, day: 1}) AS first,
     date({year: $year + 1, month: 4, day: 1}) AS next
MATCH (payer)-[f:FUNDS]->(payee)
WHERE f.map = $map AND f.id IS NOT NULL AND f.scenario IS NULL AND f.amount IS NOT NULL
  AND coalesce(f.basis, 'basis not stated') = $basis AND coalesce(f.currency, usual) = $currency
  AND first <= coalesce(f.period_start, f.period_end) AND coalesce(f.period_start, f.period_end) < next
  AND first <= coalesce(f.period_end, f.period_start) AND coalesce(f.period_end, f.period_start) < next
  AND payer.scenario IS NULL AND payee.scenario IS NULL
WITH payer, payee, f, next, coalesce(f.service_id, CASE WHEN payee:Service THEN payee.id END) AS service_id
WHERE service_id IS NOT NULL AND (f.flow_role = 'spend' OR f.flow_role IS NULL)
  AND NOT coalesce(f.mechanism, '') IN ['in_kind', 'loan', 'guarantee', 'equity'] AND f.amount > 0
MATCH (service:SysmapRecord:Service {map: $map, id: service_id})
WHERE service.scenario IS NULL AND service.prevention_tier IN ['primary', 'secondary']
OPTIONAL MATCH (agreement:SysmapRecord:Agreement {map: $map, id: f.agreement_id})
WHERE agreement.scenario IS NULL
WITH payer, payee, f, service_id, agreement, next, next + duration({years: 1}) AS last,
     EXISTS {
       MATCH (payer)-[g:FUNDS]->(payee)
       WHERE g.id IS NOT NULL AND g.scenario IS NULL AND g.amount > 0
         AND coalesce(g.service_id, CASE WHEN payee:Service THEN payee.id END) = service_id
         AND next <= coalesce(g.period_start, g.period_end) AND coalesce(g.period_start, g.period_end) < next + duration({years: 1})
         AND next <= coalesce(g.period_end, g.period_start) AND coalesce(g.period_end, g.period_start) < next + duration({years: 1})
     } OR EXISTS {
       MATCH (a)-[g:FUNDS]->(b)
       WHERE g.map = $map AND g.id IS NOT NULL AND g.scenario IS NULL AND g.amount > 0 AND g.flow_id = f.flow_id
         AND a.scenario IS NULL AND b.scenario IS NULL
         AND next <= coalesce(g.period_start, g.period_end) AND coalesce(g.period_start, g.period_end) < next + duration({years: 1})
         AND next <= coalesce(g.period_end, g.period_start) AND coalesce(g.period_end, g.period_start) < next + duration({years: 1})
     } AS goes_on
WITH payer, f, service_id, CASE WHEN NOT goes_on THEN 'no_next_year'
       WHEN coalesce(agreement.current_term_months,
       duration.inMonths(agreement.start_date, agreement.end_date + duration({days: 1})).months) < 24 THEN 'short_agreement' END AS why
WHERE why IS NOT NULL
RETURN f.id AS flow, payer.id AS payer, service_id AS service, f.amount AS amount, why
ORDER BY amount DESC, flow
