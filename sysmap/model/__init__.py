"""The map itself: elements, relationships, edits as values, validation, findings. No input or output."""
