//! What the words must be like in every language.
