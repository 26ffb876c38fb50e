//! Whether somebody may sign in with what they typed.
//!
//! Owns the check of a pass on Microsoft's page, its AADSTS numbers and their sentences.

use crate::pass::Pass;
use crate::person::Person;
use crate::world::World;

/// Why not: the number, and its sentence.
pub(crate) type No = (u32, &'static str);

const UNKNOWN: No = (
    50034,
    "The user account {EUII Hidden} does not exist in the directory. To sign into this application, the account must be added to the directory.",
);
const DISABLED: No = (50057, "The user account is disabled.");
const BLOCKED_BY_POLICY: No =
    (130502, "Temporary Access Pass sign in was blocked due to User Credential Policy.");
const WRONG: No =
    (130503, "Your Temporary Access Pass is incorrect. If you don't know your pass, contact your admin.");
const EXPIRED: No = (130504, "Your Temporary Access Pass has expired.");
const USED: No = (130505, "Your Temporary Access Pass has already been used.");
const NONE: No = (130507, "An access pass could not be found or verified for the user.");

/// Signs somebody in with a pass, which is used by that if it can be used once.
///
/// A wrong text is told first: what is the matter with a pass is told only to who has it. That order is ours.
pub(crate) fn check(world: &mut World, user_name: &str, typed: &str) -> Result<Person, No> {
    let person = world.person(user_name).cloned().ok_or(UNKNOWN)?;
    let outcome = usable(world, &person, typed);
    if let Err(no) = outcome {
        world.write_sign_in(&person, Some(no));
        return Err(no);
    }
    if let Some(pass) = world.passes.iter_mut().find(|pass| pass.of == person.id) {
        pass.used = true;
    }
    Ok(person)
}

fn usable(world: &World, person: &Person, typed: &str) -> Result<(), No> {
    let now = world.now();
    if !person.enabled {
        return Err(DISABLED);
    }
    let is_theirs = |pass: &&Pass| pass.of == person.id && pass.taken_from <= now;
    let pass = world.passes.iter().find(is_theirs).ok_or(NONE)?;
    if pass.text != typed.trim() {
        return Err(WRONG);
    }
    match pass.reason(now, world.admits(&person.id, pass.once)) {
        "EnabledByPolicy" => Ok(()),
        "OneTimeUsed" => Err(USED),
        "Expired" => Err(EXPIRED),
        "DisabledByPolicy" => Err(BLOCKED_BY_POLICY),
        _ => Err(NONE),
    }
}
