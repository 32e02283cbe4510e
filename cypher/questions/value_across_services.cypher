// Which services bring value of two kinds or more?
// Services from which a way of at most three links, going round nothing, improves outcomes of two kinds of value or more.
// Returns service: the id of the service.
// Returns kinds: the kinds of value: economic, social, environmental.
// Returns outcomes: the ids of the outcomes of those kinds that it improves.
MATCH (service:SysmapRecord&Service)
WHERE service.map = $map AND service.id IS NOT NULL AND service.scenario IS NULL
MATCH path = (service)-[:INFLUENCES*1..3]->(outcome:Factor)
WHERE (outcome.outcome = 'yes' OR outcome.kind = 'outcome') AND outcome.desired_direction IN ['up', 'down']
  AND outcome.value_dimension IN ['economic', 'social', 'environmental']
  AND all(n IN nodes(path) WHERE n.scenario IS NULL)
  AND all(r IN relationships(path) WHERE r.scenario IS NULL AND r.polarity IN ['+', '-'])
  AND all(i IN range(0, length(path) - 1) WHERE NOT nodes(path)[i] IN nodes(path)[i + 1..])
  AND (size([r IN relationships(path) WHERE r.polarity = '-']) % 2 = 0) = (outcome.desired_direction = 'up')
WITH DISTINCT service, outcome ORDER BY outcome.value_dimension, outcome.id
WITH service, collect(DISTINCT outcome.value_dimension) AS kinds, collect(outcome.id) AS outcomes
WHERE size(kinds) > 1
RETURN service.id AS service, kinds, outcomes
ORDER BY service
