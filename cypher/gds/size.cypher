// What: how many links a map has, quickly: those that follow from references are counted with them.
// Parameters: map.
// Returns: links.
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL
RETURN sum(COUNT { (n)-->() }) AS links
