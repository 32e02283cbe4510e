// Which money flows between bodies in which one post sits on both sides?
// A question worth asking, not an accusation: posts on boards are often held for good reasons.
// Returns role: the id of the post.
// Returns flow: the id of the flow.
// Returns payer: the id of the body that pays.
// Returns payee: the id of the body that is paid.
MATCH (role:SysmapRecord&Role)-[one:HOLDS]->(first:Organisation)
WHERE role.map = $map AND role.id IS NOT NULL AND role.scenario IS NULL AND one.scenario IS NULL
CALL (first) {
  MATCH up = (first)-[:PART_OF*0..6]->(top:Organisation)
  MATCH down = (payer)-[:PART_OF*0..6]->(top)
  WHERE all(n IN nodes(up) + nodes(down) WHERE n.scenario IS NULL)
    AND all(r IN relationships(up) + relationships(down) WHERE r.scenario IS NULL)
  RETURN DISTINCT payer
}
MATCH (payer)-[f:FUNDS]->(payee:Organisation)
WHERE payer.scenario IS NULL AND f.scenario IS NULL AND payee.scenario IS NULL AND f.amount IS NOT NULL
CALL (payee) {
  MATCH up = (payee)-[:PART_OF*0..6]->(top:Organisation)
  MATCH down = (second:Organisation)-[:PART_OF*0..6]->(top)
  WHERE all(n IN nodes(up) + nodes(down) WHERE n.scenario IS NULL)
    AND all(r IN relationships(up) + relationships(down) WHERE r.scenario IS NULL)
  RETURN DISTINCT second
}
MATCH (role)-[two:HOLDS]->(second)
WHERE two <> one AND two.scenario IS NULL
WITH DISTINCT role, f, payer, payee
WHERE NOT EXISTS {
  MATCH up = (payer)-[:PART_OF*0..6]->(top:Organisation)
  MATCH down = (payee)-[:PART_OF*0..6]->(top)
  WHERE all(n IN nodes(up) + nodes(down) WHERE n.scenario IS NULL)
    AND all(r IN relationships(up) + relationships(down) WHERE r.scenario IS NULL)
}
RETURN role.id AS role, f.id AS flow, payer.id AS payer, payee.id AS payee
ORDER BY role, flow
