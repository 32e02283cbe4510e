// What: the elements that nodes of a projection stand for.
// Parameters: nodes, their numbers.
// Returns: node, id, kind, name.
UNWIND $nodes AS node
WITH node, gds.util.asNode(node) AS element
RETURN node, element.id AS id, element.name AS name,
       head([label IN labels(element) WHERE label IN ['Organisation', 'Service', 'Factor']]) AS kind
