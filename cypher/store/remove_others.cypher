// What: removes some of what else belongs to a map that was never finished.
// Parameters: map; limit, how many nodes; `KIND` stands for their label.
// Returns: removed, how many.
MATCH (n:`KIND`)
WHERE n.map = $map
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS removed
