"""The mathematics of recurrent networks: cells as equations, values, gradients; NumPy only."""
