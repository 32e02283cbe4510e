// Which outcomes does nothing measure?
// Returns outcome: the id of the outcome.
// Returns name: its name.
MATCH (outcome:SysmapRecord&Factor)
WHERE outcome.map = $map AND outcome.id IS NOT NULL
  AND outcome.scenario IS NULL AND (outcome.outcome = 'yes' OR outcome.kind = 'outcome')
  AND NOT EXISTS { MATCH (outcome)-[m:MEASURED_BY]->(measure:Measure) WHERE measure.scenario IS NULL AND measure.factor_id = outcome.id }
RETURN outcome.id AS outcome, outcome.name AS name
ORDER BY outcome
