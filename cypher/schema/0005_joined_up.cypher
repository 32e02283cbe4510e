// What: joins positions, merges, views, comments, payments, measures and observations to what they name.
// Parameters: none.
// Returns: nothing.
// Records that were written before this step are joined here; later ones as they are written. A node holds the place
// of what is a link, or is not on the map, as store/hold_places.cypher and store/link_places.cypher make it.
// In steps of 5,000, each a transaction, so that the server need not hold all of a large map.
MATCH (n:SysmapRecord&Position)
WHERE n.element_id IS NOT NULL AND n._position IS NOT NULL
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.element_id})
  ON CREATE SET m:SysmapMissing
  MERGE (m)-[:DRAWN_AT {_of: n.id}]->(n)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord&Merge)
WHERE n.kept_id IS NOT NULL AND n._position IS NOT NULL
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.kept_id})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:MERGED_INTO {_of: n.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord&View)
WHERE n.focus_id IS NOT NULL AND n._position IS NOT NULL
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.focus_id})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:LOOKS_AT {_of: n.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord&Comment)
WHERE n.about_id IS NOT NULL AND n._position IS NOT NULL
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.about_id})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:COMMENTS_ON {_of: n.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord&Transaction)
WHERE n.funding_id IS NOT NULL AND n._position IS NOT NULL
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.funding_id})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:PAID_UNDER {_of: n.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord&Measure)
WHERE n.collected_by IS NOT NULL AND n._position IS NOT NULL
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.collected_by})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:COLLECTED_BY {_of: n.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord&Observation)
WHERE n.source_id IS NOT NULL AND n._position IS NOT NULL
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.source_id})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:CITES {_of: n.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (start)-[r]->(finish)
WHERE r._position IS NOT NULL
MATCH (n:SysmapRecord&SysmapMissing {map: r.map, id: r.id})
CALL (n, r, start, finish) {
  SET n:SysmapLink, n.type = type(r)
  REMOVE n:SysmapMissing
  MERGE (n)-[:FROM]->(start)
  MERGE (n)-[:TO]->(finish)
} IN TRANSACTIONS OF 5000 ROWS;
