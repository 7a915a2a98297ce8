//! Boundary sheets: for each fact the values at, below and above what a law compares it with.
