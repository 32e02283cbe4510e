// Which measures have nothing recent to say?
// Measures without an observation on or after a day.
// Parameter since date = a year ago: the day.
// Returns measure: the id of the measure.
// Returns last: the day of its last observation; nothing where it has none.
MATCH (measure:SysmapRecord&Measure)
WHERE measure.map = $map AND measure.id IS NOT NULL AND measure.scenario IS NULL
OPTIONAL MATCH (measure)-[:OBSERVED]->(o:Observation)
WHERE o.scenario IS NULL
WITH measure, max(o.date) AS last
WHERE last IS NULL OR last < $since
RETURN measure.id AS measure, last
ORDER BY measure
