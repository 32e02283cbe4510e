// Where do people disagree?
// Whatever somebody marked as contested, and influences of which nobody is sure which way they go.
// Returns id: the id of the element or link.
// Returns kind: what it is.
// Returns why: contested or unsure.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL
  AND n._position IS NOT NULL AND n.scenario IS NULL AND n.confidence = 'contested'
RETURN n.id AS id, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, 'contested' AS why
UNION ALL
MATCH (a:SysmapRecord)-[r]->(b)
WHERE a.map = $map AND a.id IS NOT NULL
  AND r._position IS NOT NULL AND r.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
  AND r.confidence = 'contested'
RETURN r.id AS id, type(r) AS kind, 'contested' AS why
UNION ALL
MATCH (a)-[r:INFLUENCES]->(b)
WHERE r.map = $map AND r.id IS NOT NULL
  AND r.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL AND r.polarity = '?'
RETURN r.id AS id, type(r) AS kind, 'unsure' AS why
