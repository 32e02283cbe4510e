"""Methods for analysts who ask. None of them ranks leverage."""
