// What: how far elements are from one, the way links lead in a projection.
// Parameters: map; graph, the name of the projection, which has it; start, its id; steps, the most to go.
// Returns: node, its number; distance.
MATCH (start:SysmapRecord {map: $map, id: $start})
CALL gds.allShortestPaths.dijkstra.stream($graph, {sourceNode: start}) YIELD targetNode, totalCost
WHERE totalCost <= $steps
RETURN targetNode AS node, toInteger(totalCost) AS distance
