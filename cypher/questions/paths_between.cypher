// How does one thing reach another?
// Chains of influence of at most five links, and which way all their links together push.
// Parameter start id: where they start.
// Parameter finish id: where they lead.
// Returns links: the ids of the links, in order.
// Returns effect: same, opposite or unsure.
MATCH (start:SysmapRecord {map: $map, id: $start})
MATCH (finish:SysmapRecord {map: $map, id: $finish})
MATCH path = (start)-[:INFLUENCES*1..5]->(finish)
WHERE start <> finish
  AND all(n IN nodes(path) WHERE n.scenario IS NULL)
  AND all(r IN relationships(path) WHERE r.scenario IS NULL)
  AND all(i IN range(0, length(path) - 1) WHERE NOT nodes(path)[i] IN nodes(path)[i + 1..])
WITH [r IN relationships(path) | r.id] AS links, [r IN relationships(path) | coalesce(r.polarity, '?')] AS signs
RETURN links,
       CASE
         WHEN any(sign IN signs WHERE NOT sign IN ['+', '-']) THEN 'unsure'
         WHEN size([sign IN signs WHERE sign = '-']) % 2 = 0 THEN 'same'
         ELSE 'opposite'
       END AS effect
ORDER BY size(links), links
