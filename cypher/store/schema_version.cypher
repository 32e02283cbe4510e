// What: how many schema steps this database has had.
// Parameters: none.
// Returns: version; no row where sysmap was never here.
MATCH (s:SysmapSchema) RETURN max(s.version) AS version
