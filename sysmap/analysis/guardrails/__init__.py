"""Guardrails: twenty rules whose findings are questions to ask, never accusations (DOMAIN section 3)."""
