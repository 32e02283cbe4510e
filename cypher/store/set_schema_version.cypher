// What: remembers that a schema step has run.
// Parameters: version.
// Returns: nothing.
MERGE (s:SysmapSchema) SET s.version = $version
