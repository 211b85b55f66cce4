"""Russian and English text: language, sentences, and the terms under which words are indexed and searched."""

from index_config.text.language import detect_language
from index_config.text.sentences import sentence_spans
from index_config.text.terms import Term, TermKind, analyse, analyse_query

__all__ = ["Term", "TermKind", "analyse", "analyse_query", "detect_language", "sentence_spans"]
