// What: whether Graph Data Science is installed.
// Parameters: none.
// Returns: one row where it is.
SHOW PROCEDURES YIELD name WHERE name STARTS WITH 'gds.' RETURN name LIMIT 1
