// What: a record that joins something that is not on the map.
// Parameters: map.
// Returns: at most one row: kind, name, end.
CALL () {
  MATCH (n:SysmapMissing)-[r]-()
  WHERE n.map = $map AND r._position IS NOT NULL
  RETURN type(r) AS kind, coalesce(r.name, r.id) AS name, n.id AS end
  LIMIT 1
  UNION ALL
  MATCH (n:SysmapRecord)
  WHERE n.map = $map AND n.from_id IS NOT NULL
    AND NOT EXISTS { MATCH (end:SysmapRecord {map: $map, id: n.from_id}) WHERE NOT end:SysmapMissing }
  RETURN head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, coalesce(n.name, n.id) AS name, n.from_id AS end
  LIMIT 1
  UNION ALL
  MATCH (n:SysmapRecord)
  WHERE n.map = $map AND n.to_id IS NOT NULL
    AND NOT EXISTS { MATCH (end:SysmapRecord {map: $map, id: n.to_id}) WHERE NOT end:SysmapMissing }
  RETURN head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, coalesce(n.name, n.id) AS name, n.to_id AS end
  LIMIT 1
}
RETURN kind, name, end LIMIT 1
