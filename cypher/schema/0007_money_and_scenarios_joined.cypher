// What: joins flows of money to the service and agreement that they name, what belongs to scenarios to these and to what
//       it acts on, and measures to the source of their benchmark.
// Parameters: none.
// Returns: nothing.
// Records that were written before this step are joined here; later ones as they are written. What a link names hangs
// on the element it starts from and bears the id of the link.
// In steps of 5,000, each a transaction, so that the server need not hold all of a large map.
MATCH (n)-[r:FUNDS]->()
WHERE r.service_id IS NOT NULL AND r._position IS NOT NULL
CALL (n, r) {
  MERGE (m:SysmapRecord {map: r.map, id: r.service_id})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:PAYS_FOR {_of: r.id, relationship_id: r.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n)-[r:FUNDS]->()
WHERE r.agreement_id IS NOT NULL AND r._position IS NOT NULL
CALL (n, r) {
  MERGE (m:SysmapRecord {map: r.map, id: r.agreement_id})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:PAYS_UNDER {_of: r.id, relationship_id: r.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n)-[r]->()
WHERE r.scenario IS NOT NULL AND r._position IS NOT NULL
CALL (n, r) {
  MERGE (m:SysmapRecord {map: r.map, id: r.scenario})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:IN_SCENARIO {_of: r.id, relationship_id: r.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n)-[r]->()
WHERE r.scenario_target IS NOT NULL AND r._position IS NOT NULL
CALL (n, r) {
  MERGE (m:SysmapRecord {map: r.map, id: r.scenario_target})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:ACTS_ON {_of: r.id, relationship_id: r.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord)
WHERE n.scenario IS NOT NULL AND n._position IS NOT NULL
  AND NOT n:Map|Source|View|Position|Merge|Transaction|Comment|ShareProfile
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.scenario})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:IN_SCENARIO {_of: n.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord)
WHERE n.scenario_target IS NOT NULL AND n._position IS NOT NULL
  AND NOT n:Map|Observation|Source|View|Position|Merge|Transaction|Comment|ShareProfile
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.scenario_target})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:ACTS_ON {_of: n.id}]->(m)
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (n:SysmapRecord&Measure)
WHERE n.benchmark_source_id IS NOT NULL AND n._position IS NOT NULL
CALL (n) {
  MERGE (m:SysmapRecord {map: n.map, id: n.benchmark_source_id})
  ON CREATE SET m:SysmapMissing
  MERGE (n)-[:BENCHMARK_FROM {_of: n.id}]->(m)
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
