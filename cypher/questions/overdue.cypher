// What should have been looked at again by now?
// Parameter as_of date = today: the day.
// Returns id: the id of the element, link or record.
// Returns kind: what it is.
// Returns due: the day by which it should have been looked at.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL AND n._position IS NOT NULL AND n.scenario IS NULL AND n.review_date < $as_of
RETURN n.id AS id, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, n.review_date AS due
UNION ALL
MATCH (a:SysmapRecord)-[r]->(b)
WHERE a.map = $map AND a.id IS NOT NULL
  AND r._position IS NOT NULL AND r.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
  AND r.review_date < $as_of
RETURN r.id AS id, type(r) AS kind, r.review_date AS due
