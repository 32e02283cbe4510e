// Who and what is reached in a place?
// Everything that is said to be in the place or in a place within it.
// Parameter place id: the place.
// Returns element: the id of the service, factor or organisation.
// Returns kind: which of these it is.
// Returns place: the id of the place it is said to be in.
// Returns delivered_by: the ids of the bodies that deliver it, where it is a service.
MATCH (place:SysmapRecord:Place {map: $map, id: $place})<-[parts:PART_OF*0..5]-(within)
WHERE all(p IN parts WHERE p.scenario IS NULL) AND within.scenario IS NULL
MATCH (element)-[i:IN_PLACE]->(within)
WHERE i.scenario IS NULL AND element.scenario IS NULL
OPTIONAL MATCH (body)-[d:DELIVERS]->(element)
WHERE d.scenario IS NULL AND body.scenario IS NULL
WITH element, within, body ORDER BY body.id
RETURN element.id AS element, head([label IN labels(element) WHERE label <> 'SysmapRecord']) AS kind, within.id AS place,
       collect(DISTINCT body.id) AS delivered_by
ORDER BY element, place
