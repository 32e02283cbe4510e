// Which circles of influence lead back to this, named or not?
// Chains of at most four links that come back to where they began and pass nothing twice.
// Parameter element id: the factor or service.
// Returns links: the ids of the links, in order.
// Returns type: R, feeds itself; B, keeps in check; or undetermined.
MATCH path = (x:SysmapRecord {map: $map, id: $element})-[:INFLUENCES*1..4]->(x)
WHERE all(n IN nodes(path) WHERE n.scenario IS NULL)
  AND all(r IN relationships(path) WHERE r.scenario IS NULL)
  AND all(i IN range(0, length(path) - 1) WHERE NOT nodes(path)[i] IN nodes(path)[i + 1..length(path)])
WITH [r IN relationships(path) | r.id] AS links, [r IN relationships(path) | coalesce(r.polarity, '?')] AS signs
RETURN links,
       CASE
         WHEN any(sign IN signs WHERE NOT sign IN ['+', '-']) THEN 'undetermined'
         WHEN size([sign IN signs WHERE sign = '-']) % 2 = 0 THEN 'R'
         ELSE 'B'
       END AS type
ORDER BY size(links), links
