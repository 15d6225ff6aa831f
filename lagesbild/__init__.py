"""Lägesbild: does the agreement between a municipality and its police work?"""

__version__ = "0.1.0"
