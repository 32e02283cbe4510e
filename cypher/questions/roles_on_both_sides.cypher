// Which money flows between bodies in which one post sits on both sides?
// A question worth asking, not an accusation: posts on boards are often held for good reasons.
// Returns role: the id of the post.
// Returns flow: the id of the flow.
// Returns payer: the id of the body that pays.
// Returns payee: the id of the body that is paid.
MATCH (payer:SysmapRecord {map: $map})-[f:FUNDS]->(payee)
WHERE payer.scenario IS NULL AND f.scenario IS NULL AND payee.scenario IS NULL AND f.amount IS NOT NULL
  AND payee:Organisation
CALL (payer) {
  MATCH (payer)-[:PART_OF*0..6]->(top:Organisation)
  MATCH (unit:Organisation)-[:PART_OF*0..6]->(top)
  RETURN collect(DISTINCT unit) AS payers
}
CALL (payee) {
  MATCH (payee)-[:PART_OF*0..6]->(top:Organisation)
  MATCH (unit:Organisation)-[:PART_OF*0..6]->(top)
  RETURN collect(DISTINCT unit) AS payees
}
WITH f, payer, payee, payers, payees
WHERE NOT payee IN payers
MATCH (role:Role)-[one:HOLDS]->(first), (role)-[two:HOLDS]->(second)
WHERE first IN payers AND second IN payees AND role.scenario IS NULL AND one.scenario IS NULL AND two.scenario IS NULL
RETURN DISTINCT role.id AS role, f.id AS flow, payer.id AS payer, payee.id AS payee
ORDER BY role, flow
