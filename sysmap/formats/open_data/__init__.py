"""Public data on agreements: OCDS releases, 360Giving grants, contract registers, each read to the same values."""
