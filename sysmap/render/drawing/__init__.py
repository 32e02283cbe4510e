"""The picture as vectors: one description of what is drawn, written as SVG, as PDF or as pixels."""
