"""Questions put to a map: one module a method, map in and findings out."""
