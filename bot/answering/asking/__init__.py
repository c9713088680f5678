"""The question's side: what is asked, in what words, for what kind of answer."""
