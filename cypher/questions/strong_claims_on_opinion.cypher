// Which strong claims rest on opinion only?
// Strong influences that rest on opinion in the room or on an assumption, with the named loops that each is a link of.
// Returns link: the id of the link.
// Returns evidence: what it rests on.
// Returns loops: the ids of the named loops that pass along it.
MATCH (a)-[link:INFLUENCES]->(b)
WHERE link.map = $map AND link.id IS NOT NULL AND link.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
  AND link.strength = '3' AND link.evidence_type IN ['workshop_opinion', 'assumption']
OPTIONAL MATCH (loop:Loop)-[p:PASSES_THROUGH]->(a)
WHERE loop.map = $map AND loop.scenario IS NULL AND (p.relationship_id = link.id OR p.relationship_id IS NULL)
OPTIONAL MATCH (loop)-[q:PASSES_THROUGH]->(b)
WHERE q.order = p.order + 1 OR q.order = 1 AND NOT EXISTS { MATCH (loop)-[r:PASSES_THROUGH]->() WHERE r.order > p.order }
WITH a, b, link, loop, q ORDER BY loop.id
WITH link, collect(DISTINCT CASE WHEN q IS NOT NULL THEN loop.id END) AS loops
RETURN link.id AS link, link.evidence_type AS evidence, loops
ORDER BY link
