// Which influences have an end that nobody on the map answers for?
// A factor needs somebody who stewards it; a service somebody who commissions, delivers or stewards it.
// Returns link: the id of the link.
// Returns from: the id it leads from.
// Returns to: the id it leads to.
// Returns unowned: the ids of the ends that nobody answers for.
MATCH (a)-[link:INFLUENCES]->(b)
WHERE link.map = $map AND link.id IS NOT NULL AND link.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
WITH a, link, b, [n IN [a, b] WHERE NOT n:Organisation AND NOT EXISTS {
  MATCH (body)-[owns:STEWARDS|COMMISSIONS|DELIVERS]->(n)
  WHERE owns.scenario IS NULL AND body.scenario IS NULL AND (n:Service OR owns:STEWARDS)
} | n.id] AS unowned
WHERE size(unowned) > 0
RETURN link.id AS link, a.id AS `from`, b.id AS `to`, unowned
ORDER BY link
