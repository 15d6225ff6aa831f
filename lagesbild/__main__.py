"""Lets `python -m lagesbild` run the command line."""

from lagesbild.cli import main

main()
