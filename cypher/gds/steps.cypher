// What: how many links the shortest way from one element to another has.
// Parameters: map; graph, the name of a projection that has both; start, finish, their ids.
// Returns: steps; no row where there is no way.
MATCH (start:SysmapRecord {map: $map, id: $start})
MATCH (finish:SysmapRecord {map: $map, id: $finish})
CALL gds.shortestPath.dijkstra.stream($graph, {sourceNode: start, targetNode: finish}) YIELD totalCost
RETURN toInteger(totalCost) AS steps
