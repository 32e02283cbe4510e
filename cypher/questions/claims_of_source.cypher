// What rests on a source?
// Parameter source id: the source.
// Returns id: the id of the element, link or record that cites it.
// Returns kind: what it is.
MATCH (source:SysmapRecord {map: $map, id: $source})<-[c:CITES]-(holder)
WHERE c._of IS NOT NULL AND holder.scenario IS NULL
OPTIONAL MATCH (holder)-[link]->(other)
WHERE link._position IS NOT NULL AND link.id = c.relationship_id
WITH holder, c, link, other
WHERE c.relationship_id IS NULL OR link.scenario IS NULL AND other.scenario IS NULL
RETURN DISTINCT c._of AS id,
       coalesce(type(link), head([label IN labels(holder) WHERE label <> 'SysmapRecord'])) AS kind
ORDER BY id
