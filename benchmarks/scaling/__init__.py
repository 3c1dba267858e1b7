"""What ``benchmarks/scale.py`` is made of: an invented corpus, our operations, others' beside them."""
