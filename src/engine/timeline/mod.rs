//! The verdict as the date moves: exact intervals, found by jumping from horizon to horizon.
