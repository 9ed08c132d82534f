"""Claims as every site shows them: words, tables, forms and the steps open to a reader."""
