// What ends in the next twelve months, and which services hang on it?
// Agreements whose last day lies between two days, the first included and the last not.
// Parameter as_of date = today: the first day.
// Parameter until date = in a year: the day after the last.
// Returns agreement: the id of the agreement.
// Returns name: its name.
// Returns ends: its last day.
// Returns services: the ids of the services it covers.
MATCH (agreement:SysmapRecord&Agreement)
WHERE agreement.map = $map AND agreement.id IS NOT NULL
  AND agreement.scenario IS NULL AND $as_of <= agreement.end_date AND agreement.end_date < $until
OPTIONAL MATCH (agreement)-[c:COVERS]->(service)
WHERE c.scenario IS NULL AND service.scenario IS NULL
WITH agreement, service ORDER BY service.id
RETURN agreement.id AS agreement, agreement.name AS name, agreement.end_date AS ends,
       collect(DISTINCT service.id) AS services
ORDER BY ends, agreement
