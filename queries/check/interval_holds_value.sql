-- fail estimate: Ett värde ligger utanför sitt eget intervall.
SELECT area, indicator, period_start, value, lower, upper FROM estimate WHERE value < lower - 1e-9 OR value > upper + 1e-9;
