// Which links lead from what one body answers for to what another does?
// Influences, dependences, money and working ties whose ends are at home with different bodies, none of them in common: an
// organisation is its own home, a service is at home with who commissions it, else delivers it, else stewards it, a factor
// with who stewards it.
// Returns link: the id of the link.
// Returns type: its type.
// Returns from_homes: the ids of the bodies at one end.
// Returns to_homes: the ids of the bodies at the other.
MATCH (a:SysmapRecord)
WHERE a.map = $map AND a.id IS NOT NULL
  AND a.scenario IS NULL AND EXISTS { (a)-[:INFLUENCES|DEPENDS_ON|FUNDS|WORKS_WITH]->() }
CALL (a) {
  OPTIONAL MATCH (body)-[owns:STEWARDS|COMMISSIONS|DELIVERS]->(a)
  WHERE owns.scenario IS NULL AND body.scenario IS NULL
  WITH a, body, type(owns) AS how ORDER BY body.id
  WITH a, collect(DISTINCT CASE WHEN how = 'COMMISSIONS' THEN body.id END) AS buyers,
       collect(DISTINCT CASE WHEN how = 'DELIVERS' THEN body.id END) AS doers,
       collect(DISTINCT CASE WHEN how = 'STEWARDS' THEN body.id END) AS stewards
  RETURN CASE
    WHEN a:Organisation THEN [a.id]
    WHEN a:Service AND size(buyers) > 0 THEN buyers
    WHEN a:Service AND size(doers) > 0 THEN doers
    ELSE stewards
  END AS from_homes
}
WITH a, from_homes
WHERE size(from_homes) > 0
MATCH (a)-[link:INFLUENCES|DEPENDS_ON|FUNDS|WORKS_WITH]->(b)
WHERE link.scenario IS NULL AND b.scenario IS NULL
CALL (b) {
  OPTIONAL MATCH (body)-[owns:STEWARDS|COMMISSIONS|DELIVERS]->(b)
  WHERE owns.scenario IS NULL AND body.scenario IS NULL
  WITH b, body, type(owns) AS how ORDER BY body.id
  WITH b, collect(DISTINCT CASE WHEN how = 'COMMISSIONS' THEN body.id END) AS buyers,
       collect(DISTINCT CASE WHEN how = 'DELIVERS' THEN body.id END) AS doers,
       collect(DISTINCT CASE WHEN how = 'STEWARDS' THEN body.id END) AS stewards
  RETURN CASE
    WHEN b:Organisation THEN [b.id]
    WHEN b:Service AND size(buyers) > 0 THEN buyers
    WHEN b:Service AND size(doers) > 0 THEN doers
    ELSE stewards
  END AS to_homes
}
WITH link, from_homes, to_homes
WHERE size(to_homes) > 0 AND none(home IN from_homes WHERE home IN to_homes)
RETURN link.id AS link, type(link) AS type, from_homes, to_homes
ORDER BY link
