"""A question comes in, the best passages go out: candidates of two searches, whole sections, the learned ranker."""

from assistant.retrieval.ranker.comparison import Comparison
from assistant.retrieval.ranking import Ranking
from assistant.retrieval.search import Searcher

__all__ = ["Comparison", "Ranking", "Searcher"]
