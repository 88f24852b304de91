"""Graph or rows in, one offline HTML file out."""
