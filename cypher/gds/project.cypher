// What: projects one layer of the base of a map, each pair of elements that links join once, the way they lead.
// Parameters: map; kinds, the types of the layer, none for every type; graph, the name of the projection; turned, whether
//             links are to lead the other way.
// Returns: nodes and links, how many it has; no row where no link joins anything.
MATCH (a:SysmapRecord&(Organisation|Service|Factor))-[r]->(b:Organisation|Service|Factor)
WHERE a.map = $map AND a.id IS NOT NULL AND r._position IS NOT NULL AND a <> b
  AND a.scenario IS NULL AND r.scenario IS NULL AND b.scenario IS NULL
  AND ($kinds = [] OR type(r) IN $kinds)
WITH DISTINCT CASE WHEN $turned THEN b ELSE a END AS start, CASE WHEN $turned THEN a ELSE b END AS finish
WITH gds.graph.project($graph, start, finish) AS projected
WHERE projected.nodeCount > 0
RETURN projected.nodeCount AS nodes, projected.relationshipCount AS links
