//! The one test binary: every test of the whole, a module each.

mod sheets;
