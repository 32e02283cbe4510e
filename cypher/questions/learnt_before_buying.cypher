// What was learnt under the agreements that end soon?
// Agreements whose last day lies between two days, the first included and the last not, with what was learnt under each.
// Parameter as_of date = today: the first day.
// Parameter until date = in a year: the day after the last.
// Returns agreement: the id of the agreement.
// Returns ends: its last day.
// Returns lessons: the ids of the notes of what was learnt; none where nothing is noted.
MATCH (agreement:SysmapRecord&Agreement)
WHERE agreement.map = $map AND agreement.id IS NOT NULL
  AND agreement.scenario IS NULL AND $as_of <= agreement.end_date AND agreement.end_date < $until
RETURN agreement.id AS agreement, agreement.end_date AS ends,
       COLLECT {
         MATCH (note:Note)-[a:ABOUT]->(agreement)
         WHERE note.kind = 'learning' AND a.scenario IS NULL AND note.scenario IS NULL
         RETURN DISTINCT note.id AS id ORDER BY id
       } AS lessons
ORDER BY ends, agreement
