"""What the program says to people: keys in the code, the words in one table for each area and language.

In: a key ("answers.not_found") and the values its words speak of. Out: the sentence in the language of the settings.
"""

from assistant.wording.catalogue import LANGUAGES
from assistant.wording.saying import decimal, every_language, grouped, say, speak, words

__all__ = ["LANGUAGES", "decimal", "every_language", "grouped", "say", "speak", "words"]
