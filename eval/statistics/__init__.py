"""How sure a figure is: intervals, paired tests, effect sizes, power. In: values by question; out: figures."""
