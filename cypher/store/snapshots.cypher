// What: the named moments of a map.
// Parameters: map.
// Returns: name, number, time, role, note; in the order of the log.
MATCH (s:SysmapSnapshot)
WHERE s.map = $map AND s.name IS NOT NULL
RETURN s.name AS name, s.number AS number, s.time AS time, s.role AS role, s.note AS note
ORDER BY number, time, name
