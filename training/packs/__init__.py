"""How the starter packs are made: manifest, cleaning, noise, network, training, export, package."""
