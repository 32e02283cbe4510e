// What: the records of one kind that are nodes.
// Parameters: map; `KIND` stands for the label.
// Returns: labels, properties.
MATCH (n:SysmapRecord&`KIND`)
WHERE n.map = $map AND n._position IS NOT NULL
RETURN labels(n) AS labels, properties(n) AS properties
