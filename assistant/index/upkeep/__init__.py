"""An index comes in; what is wrong with it goes out, and what can be built again from the catalog is."""
