// Where do people disagree?
// Whatever somebody marked as contested, influences of which nobody is sure which way they go, notes of a disagreement, and
// pairs of bodies that score how closely they work together two or more apart.
// Returns id: the id of the element, link or note; of a pair, of the link that scores higher.
// Returns kind: what it is.
// Returns why: contested, unsure, noted or apart.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL
  AND n._position IS NOT NULL AND n.scenario IS NULL AND n.confidence = 'contested'
RETURN n.id AS id, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, 'contested' AS why
UNION ALL
MATCH (a:SysmapRecord)-[r]->(b)
WHERE a.map = $map AND a.id IS NOT NULL
  AND r._position IS NOT NULL AND r.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
  AND r.confidence = 'contested'
RETURN r.id AS id, type(r) AS kind, 'contested' AS why
UNION ALL
MATCH (a)-[r:INFLUENCES]->(b)
WHERE r.map = $map AND r.id IS NOT NULL
  AND r.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL AND r.polarity = '?'
RETURN r.id AS id, type(r) AS kind, 'unsure' AS why
UNION ALL
MATCH (n:SysmapRecord&Note)
WHERE n.map = $map AND n.id IS NOT NULL AND n.scenario IS NULL AND n.kind = 'disagreement'
RETURN n.id AS id, 'Note' AS kind, 'noted' AS why
UNION ALL
MATCH (a:Organisation)-[there:WORKS_WITH]->(b:Organisation)
WHERE there.map = $map AND there.id IS NOT NULL AND there.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
  AND EXISTS {
    MATCH (b)-[back:WORKS_WITH]->(a)
    WHERE back.scenario IS NULL AND toInteger(there.collab_level) - toInteger(back.collab_level) >= 2
  }
RETURN there.id AS id, type(there) AS kind, 'apart' AS why
