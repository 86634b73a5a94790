"""The page *Sổ lưu trú*: every line ever written, searched without accents, with what proves where each stands."""
