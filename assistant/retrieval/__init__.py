"""Question to hits: understanding, the two searches, fusion, whole sections. `Searcher` is the way in."""

from assistant.retrieval.ranking import Ranking, Steps
from assistant.retrieval.search import Searcher
from assistant.understanding.check import check_question

__all__ = ["Ranking", "Searcher", "Steps", "check_question"]
