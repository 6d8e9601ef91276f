"""How fast, how large, how hungry: each module measures one part."""
