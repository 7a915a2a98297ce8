//! The tests and asserts of the laws: run, compared and told.
