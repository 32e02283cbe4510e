// Which factors could easily be lost and are not ours to keep?
// Returns factor: the id of the factor.
// Returns name: its name.
// Returns control: theirs, others decide; none, nobody on this map does.
// Returns outcomes: how many outcomes it leads to in at most three links.
MATCH (factor:SysmapRecord&Factor)
WHERE factor.map = $map AND factor.id IS NOT NULL
  AND factor.scenario IS NULL AND factor.vulnerable = 'yes' AND factor.control IN ['theirs', 'none']
OPTIONAL MATCH path = (factor)-[:INFLUENCES*1..3]->(outcome:Factor)
WHERE outcome <> factor AND (outcome.outcome = 'yes' OR outcome.kind = 'outcome')
  AND all(n IN nodes(path) WHERE n.scenario IS NULL) AND all(r IN relationships(path) WHERE r.scenario IS NULL)
RETURN factor.id AS factor, factor.name AS name, factor.control AS control, count(DISTINCT outcome) AS outcomes
ORDER BY outcomes DESC, factor
