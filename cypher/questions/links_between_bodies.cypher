// Which links lead from what one body answers for to what another does?
// Influences, dependences, money and working ties whose ends are at home with different bodies, none of them in common: an
// organisation is its own home, a service is at home with who commissions it, else delivers it, else stewards it, a factor
// with who stewards it.
// Returns link: the id of the link.
// Returns type: its type.
// Returns from_homes: the ids of the bodies at one end.
// Returns to_homes: the ids of the bodies at the other.
MATCH (a:SysmapRecord&(Organisation|Service|Factor))
WHERE a.map = $map AND a.id IS NOT NULL AND a.scenario IS NULL
CALL (a) {
  MATCH (body)-[owns:STEWARDS|COMMISSIONS|DELIVERS]->(a)
  WHERE owns.scenario IS NULL AND body.scenario IS NULL AND (a:Service OR type(owns) = 'STEWARDS')
  WITH DISTINCT body.id AS body, CASE type(owns) WHEN 'COMMISSIONS' THEN 1 WHEN 'DELIVERS' THEN 2 ELSE 3 END AS place
  ORDER BY body
  WITH min(place) AS first, collect({place: place, body: body}) AS all
  RETURN CASE WHEN a:Organisation THEN [a.id] ELSE [each IN all WHERE each.place = first | each.body] END AS from_homes
}
WITH a, from_homes
WHERE size(from_homes) > 0
MATCH (a)-[link:INFLUENCES|DEPENDS_ON|FUNDS|WORKS_WITH]->(b)
WHERE link.scenario IS NULL AND b.scenario IS NULL
CALL (b) {
  MATCH (body)-[owns:STEWARDS|COMMISSIONS|DELIVERS]->(b)
  WHERE owns.scenario IS NULL AND body.scenario IS NULL AND (b:Service OR type(owns) = 'STEWARDS')
  WITH DISTINCT body.id AS body, CASE type(owns) WHEN 'COMMISSIONS' THEN 1 WHEN 'DELIVERS' THEN 2 ELSE 3 END AS place
  ORDER BY body
  WITH min(place) AS first, collect({place: place, body: body}) AS all
  RETURN CASE WHEN b:Organisation THEN [b.id] ELSE [each IN all WHERE each.place = first | each.body] END AS to_homes
}
WITH link, from_homes, to_homes
WHERE size(to_homes) > 0 AND none(home IN from_homes WHERE home IN to_homes)
RETURN link.id AS link, type(link) AS type, from_homes, to_homes
ORDER BY link
