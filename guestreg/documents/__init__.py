"""Paper: the ĐK14 register as a PDF.

`app` builds `RegisterPdf` and hands it to `services` through the `renderer` port. This room knows reportlab and
nothing of guests, rules, paths or the clock: cells, words and the folder of fonts arrive from outside.
"""
