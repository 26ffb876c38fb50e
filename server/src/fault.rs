//! Named steps at which a test ends the process, as a power cut would.
//!
//! Owns [`at`]. Debug builds look at the environment variable `DOORKEY_DIE_AT`; in a release build there
//! is nothing to look at.

/// Ends the process here when a test asked for this step.
#[cfg(debug_assertions)]
pub(crate) fn at(step: &str) {
    if std::env::var_os("DOORKEY_DIE_AT").is_some_and(|wanted| wanted == step) {
        // Not a panic, not an exit: nothing is closed, flushed or unwound.
        std::process::abort();
    }
}

/// Nothing.
#[cfg(not(debug_assertions))]
#[inline]
pub(crate) fn at(_: &str) {}
