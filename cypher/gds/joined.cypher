// What: with what elements some of them are joined, whichever way links lead.
// Parameters: map; ids; kinds, the types of the layer, none for every type.
// Returns: one and other, ids; each pair once at least.
UNWIND $ids AS id
MATCH (a:SysmapRecord {map: $map, id: id})-[r]-(b:Organisation|Service|Factor)
WHERE r._position IS NOT NULL AND a <> b
  AND a.scenario IS NULL AND r.scenario IS NULL AND b.scenario IS NULL
  AND ($kinds = [] OR type(r) IN $kinds)
RETURN DISTINCT a.id AS one, b.id AS other
