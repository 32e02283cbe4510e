// Which pilots have no day or rule to end on?
// Returns service: the id of the service.
// Returns learn_by: the day by which it must have taught something; nothing where nobody said.
// Returns has_rule: whether it says what will decide.
MATCH (service:SysmapRecord&Service)
WHERE service.map = $map AND service.status = 'pilot' AND service.scenario IS NULL
  AND (service.learn_by IS NULL OR service.decision_rule IS NULL)
RETURN service.id AS service, service.learn_by AS learn_by, service.decision_rule IS NOT NULL AS has_rule
ORDER BY service
