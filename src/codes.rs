//! The list of codes for the desk.
