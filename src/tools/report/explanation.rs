//! The explanation: the tree of conditions.
