//! Sheets of tests: the givens laid over a sheet.
