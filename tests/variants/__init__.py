"""Files that a machine writes in many ways, each asked a question whose right quotation is known beforehand."""
