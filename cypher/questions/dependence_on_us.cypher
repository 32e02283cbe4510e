// How dependent is each charity on us?
// Cash of a year from bodies that are marked as ours, their units included, to each charity, as a share of its income in a
// year, where that is known. What is paid back does not count.
// Parameter year number: the year in which the financial year begins, on 1 April.
// Parameter basis text = actual: what the figures are: actual, committed, budget, forecast or estimate.
// Parameter currency text = GBP: the currency; others are left out, never converted.
// Returns body: the id of the charity, community interest company or other body of the voluntary sector.
// Returns amount: what we pay it, in that currency.
// Returns income: its income in a year; nothing where it is not known.
// Returns share: what we pay as a percentage of its income; nothing where that is not known.
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
WHERE payee:Organisation AND (payee.sector = 'vcfse' OR payee.kind IN ['charity', 'cic'])
  AND NOT coalesce(f.mechanism, '') IN ['in_kind', 'loan', 'guarantee', 'equity'] AND coalesce(f.flow_role, '') <> 'repayment'
  AND EXISTS {
    MATCH path = (payer)-[:PART_OF*0..6]->(ours:Organisation)
    WHERE ours.control = 'ours' AND all(n IN nodes(path) WHERE n.scenario IS NULL)
      AND all(r IN relationships(path) WHERE r.scenario IS NULL)
  }
WITH payee, sum(f.amount) AS amount, CASE WHEN payee.annual_income > 0 THEN payee.annual_income END AS income
RETURN payee.id AS body, amount, income, 100.0 * amount / income AS share
ORDER BY amount DESC, body
