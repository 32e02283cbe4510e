// Who pays, and who benefits?
// For each service, the bodies whose money reaches it, and the bodies that answer for an outcome it improves: an outcome that
// at most three links lead to, going round nothing, whose signs together push it the way people want.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns payer: the id of the body whose money it is.
// Returns service: the id of the service.
// Returns amount: what it pays for that service, in that currency.
// Returns benefits: the ids of the bodies that answer for the outcomes it improves; empty where nobody does.
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
WITH payer, service_id, sum(f.amount) AS amount
WITH service_id, collect({payer: payer.id, amount: amount}) AS paid
OPTIONAL MATCH (service:SysmapRecord:Service {map: $map, id: service_id})
WHERE service.scenario IS NULL
CALL (service) {
  MATCH path = (service)-[:INFLUENCES*1..3]->(outcome:Factor)
  WHERE (outcome.outcome = 'yes' OR outcome.kind = 'outcome') AND outcome.desired_direction IN ['up', 'down']
    AND all(n IN nodes(path) WHERE n.scenario IS NULL)
    AND all(r IN relationships(path) WHERE r.scenario IS NULL AND r.polarity IN ['+', '-'])
    AND all(i IN range(0, length(path) - 1) WHERE NOT nodes(path)[i] IN nodes(path)[i + 1..])
    AND (size([r IN relationships(path) WHERE r.polarity = '-']) % 2 = 0) = (outcome.desired_direction = 'up')
  MATCH (owner:Organisation)-[s:STEWARDS]->(outcome)
  WHERE s.scenario IS NULL AND owner.scenario IS NULL
  WITH DISTINCT owner.id AS owner ORDER BY owner
  RETURN collect(owner) AS benefits
}
UNWIND paid AS each
RETURN each.payer AS payer, service_id AS service, each.amount AS amount, benefits
ORDER BY amount DESC, payer, service
