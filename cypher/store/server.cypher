// What: which server this is.
// Parameters: none.
// Returns: version, edition.
CALL dbms.components() YIELD name, versions, edition
WITH name, versions, edition WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS version, edition
