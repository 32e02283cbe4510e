// What: the nodes of a map that hold the place of a link, or of what is not on the map.
// Parameters: map; limit, how many at most.
// Returns: id.
CALL () {
  MATCH (n:SysmapMissing {map: $map}) RETURN n.id AS id
  UNION ALL
  MATCH (n:SysmapLink {map: $map}) RETURN n.id AS id
}
RETURN id LIMIT $limit
