"""Tables and prose come in; assignments go out: who does what with whom by when."""
