"""Training of the bundled bilingual model, EN + RU, by vocabulary transfer and distillation.

The English teacher (all-MiniLM-L6-v2) keeps its layers and its vocabulary. In order:

1. :mod:`.wordpiece` learns Russian tokens and appends them to the tokenizer;
2. :mod:`.alignment` finds which English tokens each stands for;
3. :mod:`.transfer` makes their first embeddings from those of the English tokens;
4. :mod:`.distillation` moves Russian texts to where the teacher puts their English,
   first by the new embeddings alone, then by all weights;
5. :mod:`.contrast` trains questions and passages across languages;
6. :mod:`.evaluation` measures, :mod:`.export` writes a sentence-transformers folder.

``python -m index_config.training --help`` runs it. Nothing outside this package
imports it: the knowledge base needs the exported model only.
"""
