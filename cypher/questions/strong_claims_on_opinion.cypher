// Which strong claims rest on opinion only?
// Strong influences that rest on opinion in the room or on an assumption.
// Returns link: the id of the link.
// Returns evidence: what it rests on.
MATCH (a)-[link:INFLUENCES]->(b)
WHERE link.map = $map AND link.id IS NOT NULL AND link.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
  AND link.strength = '3' AND link.evidence_type IN ['workshop_opinion', 'assumption']
RETURN link.id AS link, link.evidence_type AS evidence
ORDER BY link
