// Which two bodies see their working together very differently?
// Pairs of bodies that score each other on the Levels of Collaboration Scale, 0 to 5, with a gap of at least this much.
// Parameter gap number = 1: the least gap.
// Returns first: the id of the body that scores higher.
// Returns second: the id of the other.
// Returns higher: the higher score.
// Returns lower: the lower one.
MATCH (a:Organisation)-[there:WORKS_WITH]->(b:Organisation)
WHERE there.map = $map AND there.id IS NOT NULL AND there.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
MATCH (b)-[back:WORKS_WITH]->(a)
WHERE back.scenario IS NULL
WITH a, b, toInteger(there.collab_level) AS higher, toInteger(back.collab_level) AS lower
WHERE higher > lower AND higher - lower >= $gap
RETURN a.id AS first, b.id AS second, higher, lower
ORDER BY first, second, higher, lower
