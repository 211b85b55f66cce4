"""Training of the bundled bilingual model, EN + RU, in either of two ways.

**Adaptation** of a multilingual model (multilingual-e5-small), the stages of :mod:`.adaptation`. In order:

1. :mod:`.packed` or a model's folder gives the base, :mod:`.pruning` cuts its vocabulary down to our two languages;
2. :mod:`.mapping` learns an affine map behind the pooling that takes the language out of the vectors.

**Distillation** of an English teacher, the stages of :mod:`.pipeline`, for where no multilingual model is at hand.
The teacher (all-MiniLM-L6-v2) keeps its layers and its vocabulary. In order:

1. :mod:`.wordpiece` learns Russian tokens and appends them to the tokenizer;
2. :mod:`.alignment` finds which English tokens each stands for;
3. :mod:`.transfer` makes their first embeddings from those of the English tokens;
4. :mod:`.distillation` moves Russian texts to where the teacher puts their English,
   first by the new embeddings alone, then by all weights;
5. :mod:`.contrast` trains questions and passages across languages.

Either way :mod:`.evaluation` measures and :mod:`.export` writes a sentence-transformers folder.

``python -m index_config.training --help`` runs it. Nothing outside this package
imports it: the knowledge base needs the exported model only.
"""
