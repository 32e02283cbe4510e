// What: adds records that are nodes, where no node holds the place of one.
// Parameters: rows, each with id and values; `KIND` stands for the label.
// Returns: nothing.
UNWIND $rows AS row
CREATE (n:SysmapRecord:`KIND`)
SET n = row.values
