"""Our questions, and how questions are made: drafted from documents, reviewed by two people, agreed upon."""
