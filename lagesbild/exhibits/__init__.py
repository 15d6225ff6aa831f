"""Exhibits: one question each, answered by queries, judged by statistics, said in a sentence, drawn by charts."""
