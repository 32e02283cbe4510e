// How much does each body depend on its largest funder?
// Cash from each body's largest funder as a share of its income in a year, where that is known.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns body: the id of the body.
// Returns funder: the id of its largest funder; the first by id where several are.
// Returns amount: what that funder pays it, in that currency.
// Returns share: that as a percentage of its income; nothing where the income is not known.
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
WHERE payee:Organisation AND NOT coalesce(f.mechanism, '') IN ['in_kind', 'loan', 'guarantee', 'equity']
WITH payee, payer, sum(f.amount) AS amount ORDER BY amount DESC, payer.id
WITH payee, collect({payer: payer, amount: amount})[0] AS largest
RETURN payee.id AS body, largest.payer.id AS funder, largest.amount AS amount,
       CASE WHEN payee.annual_income > 0 THEN 100.0 * largest.amount / payee.annual_income END AS share
ORDER BY amount DESC, body
