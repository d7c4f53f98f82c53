"""An answer in a language model's words: how it is asked, read sentence by sentence, and set down."""
