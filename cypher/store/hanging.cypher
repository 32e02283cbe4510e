// What: a relationship that would be left hanging on something that is not on the map any more.
// Parameters: map, ids.
// Returns: at most one row: end, kind, id, name, from, to.
UNWIND $ids AS end
CALL (end) {
  MATCH (n:SysmapRecord {map: $map, id: end})-[r]-()
  WHERE r._position IS NOT NULL
  RETURN type(r) AS kind, r AS it, startNode(r).id AS from, endNode(r).id AS to
  UNION ALL
  MATCH (n:SysmapRecord {map: $map, from_id: end})
  RETURN head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, n AS it, end AS from, coalesce(n.to_id, '') AS to
  UNION ALL
  MATCH (n:SysmapRecord {map: $map, to_id: end})
  RETURN head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, n AS it, coalesce(n.from_id, '') AS from, end AS to
}
RETURN end, kind, it.id AS id, coalesce(it.name, it.id) AS name, from, to
LIMIT 1
