"""In sổ: what to print, how it looks, paper or PDF. `page.printing_page` puts view and presenter together."""
