// Which outcomes does nobody answer for?
// Returns outcome: the id of the outcome.
// Returns name: its name.
MATCH (outcome:SysmapRecord&Factor)
WHERE outcome.map = $map AND outcome.id IS NOT NULL
  AND outcome.scenario IS NULL AND (outcome.outcome = 'yes' OR outcome.kind = 'outcome')
  AND NOT EXISTS { MATCH (body)-[s:STEWARDS]->(outcome) WHERE s.scenario IS NULL AND body.scenario IS NULL }
RETURN outcome.id AS outcome, outcome.name AS name
ORDER BY outcome
