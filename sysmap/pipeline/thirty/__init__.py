"""The thirty questions people ask of a local system (DOMAIN section 2), each answered by the analysis it names."""

from sysmap.pipeline.thirty.answering import answer_question, list_questions
from sysmap.pipeline.thirty.table import QUESTIONS, Thirty, find_thirty

__all__ = ["QUESTIONS", "Thirty", "answer_question", "find_thirty", "list_questions"]
