//! A sheet as text before its meaning: mappings, sequences and scalars, each with its place.
