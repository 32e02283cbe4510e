// Where does prevention work against what fills a crisis service?
// Services of primary or secondary prevention, and the crisis services that they keep work away from: a way of at most five
// links, going round nothing, whose first link says less of something and whose signs together say less crisis.
// Returns prevention: the id of the service of primary or secondary prevention.
// Returns crisis: the id of the service that meets the crisis.
// Returns ways: how many such ways lead from one to the other.
// Returns links: the links of the shortest.
MATCH (prevention:SysmapRecord&Service)
WHERE prevention.map = $map AND prevention.id IS NOT NULL AND prevention.scenario IS NULL
  AND prevention.prevention_tier IN ['primary', 'secondary']
MATCH path = (prevention)-[:INFLUENCES*2..5]->(crisis:Service)
WHERE crisis.prevention_tier = 'acute' AND relationships(path)[0].polarity = '-'
  AND all(n IN nodes(path) WHERE n.scenario IS NULL)
  AND all(r IN relationships(path) WHERE r.scenario IS NULL AND r.polarity IN ['+', '-'])
  AND all(i IN range(0, length(path) - 1) WHERE NOT nodes(path)[i] IN nodes(path)[i + 1..])
  AND size([r IN relationships(path) WHERE r.polarity = '-']) % 2 = 1
RETURN prevention.id AS prevention, crisis.id AS crisis, count(path) AS ways, min(length(path)) AS links
ORDER BY crisis, prevention
