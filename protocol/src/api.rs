//! The Redemption API: paths, headers and request bodies. Nothing else names a path.
//!
//! | call | body | answer |
//! |---|---|---|
//! | `GET` [`CONFIGURATION`] | | [`crate::configuration::Configuration`] |
//! | `POST` [`REDEMPTIONS`] | [`RedemptionRequest`] | 201 [`crate::redemption::Opened`] |
//! | `GET` [`CURRENT`] | | [`crate::redemption::Redemption`] |
//! | `DELETE` [`CURRENT`] | | 204 |
//! | `POST` [`EXTENSION`] | | [`crate::redemption::Redemption`] |
//! | `POST` [`PASSKEY_OPTIONS`] | [`PasskeyOptionsRequest`] | `PublicKeyCredentialCreationOptionsJSON` |
//! | `POST` [`PASSKEYS`] with [`IDEMPOTENCY_KEY`] | `RegistrationResponseJSON` | 201 [`crate::passkey::Passkey`] |
//! | `POST` [`PROOF_OPTIONS`] | [`ProofOptionsRequest`] | `PublicKeyCredentialRequestOptionsJSON` |
//! | `POST` [`PROOFS`] | `AuthenticationResponseJSON` | [`crate::passkey::Passkey`] |
//! | `POST` [`AUTHENTICATOR`] | | 201 [`crate::authenticator::AuthenticatorOffer`] |
//! | `POST` [`CONFIRMATION`] | [`crate::authenticator::ConfirmationRequest`] | [`crate::authenticator::Authenticator`] |
//! | `PATCH` [`METHODS`]`/{id}` | [`RenameRequest`] | [`crate::redemption::Redemption`] |
//! | `DELETE` [`METHODS`]`/{id}` | | [`crate::redemption::Redemption`] |
//! | `POST` [`HANDOVER`] | | 201 [`crate::handover::Handover`] |
//! | `GET` [`HANDOVER`] | | [`crate::handover::Progress`] |
//! | `DELETE` [`HANDOVER`] | | 204 |
//! | `POST` [`AGREEMENT`] | [`crate::handover::AgreementRequest`] | [`crate::handover::Progress`] |
//! | `POST` [`CLAIMS`] | [`crate::handover::ClaimRequest`] | 201 [`crate::handover::Claimed`] |
//! | `GET` [`CLAIM`] | | [`crate::handover::Claim`] |
//! | `DELETE` [`CLAIM`] | | 204 |
//! | `POST` [`ENVELOPES`] | [`crate::envelope::EnvelopeRequest`] | [`crate::envelope::Envelope`] |
//! | `POST` [`INVITATIONS`] | [`crate::entra::InvitationRequest`] | [`crate::entra::Greeting`] |
//! | `POST` [`SIGN_INS`] | [`crate::entra::SignInRequest`] | 201 [`crate::entra::SignInStart`] |
//! | `POST` [`SIGN_IN_ANSWERS`] | [`crate::entra::SignInAnswer`] | 201 [`crate::entra::OpenedVisit`] |
//! | `GET` [`VISIT`] | | [`crate::entra::EntraVisit`] |
//! | `DELETE` [`VISIT`] | | 204 |
//! | `POST` [`STAFF`] | [`crate::kiosk::StaffRequest`] | [`crate::kiosk::StaffReport`] |
//!
//! All but [`CONFIGURATION`], [`REDEMPTIONS`], [`CLAIMS`], [`ENVELOPES`], [`INVITATIONS`], [`SIGN_INS`],
//! [`SIGN_IN_ANSWERS`] and [`STAFF`] need `Authorization: Bearer` with the redemption's token; [`CLAIM`] needs the
//! claim's, [`VISIT`] the visit's. Every refusal is a [`crate::problem::Problem`].

use crate::secret::Secret;
use crate::way::Way;
use serde::{Deserialize, Serialize};

/// What a backend says about itself.
pub const CONFIGURATION: &str = "/.well-known/doorkey";
/// Redeem a pass.
pub const REDEMPTIONS: &str = "/v1/redemptions";
/// The redemption that the token opens: its state, or leave it.
pub const CURRENT: &str = "/v1/redemptions/current";
/// More time: the redemption's window begins anew, within what is left of the pass. Asking again
/// changes nothing but the window's end.
pub const EXTENSION: &str = "/v1/redemptions/current/extension";
/// Creation options for the chosen way in.
pub const PASSKEY_OPTIONS: &str = "/v1/redemptions/current/passkeys/options";
/// Register what the authenticator made; a one-time pass is used up here.
pub const PASSKEYS: &str = "/v1/redemptions/current/passkeys";
/// Request options to sign in once with what was made, or with a passkey that the person has.
pub const PROOF_OPTIONS: &str = "/v1/redemptions/current/proofs/options";
/// Sign in once with what was made.
pub const PROOFS: &str = "/v1/redemptions/current/proofs";

/// A new secret for an authenticator app; the one before it is of no more use.
pub const AUTHENTICATOR: &str = "/v1/redemptions/current/authenticator";
/// The app's first code: stores it, proven; a one-time pass is used up here.
pub const CONFIRMATION: &str = "/v1/redemptions/current/authenticator/confirmation";
/// What was registered with this redemption, each by its id: rename it, or remove it.
pub const METHODS: &str = "/v1/redemptions/current/methods";
/// The handover of this redemption to another device: make one (it takes the place of the one before),
/// see how it goes (afterwards too, with the same token), take it back.
pub const HANDOVER: &str = "/v1/redemptions/current/handover";
/// The first screen agrees: the redemption moves to the device that shows the same number.
pub const AGREEMENT: &str = "/v1/redemptions/current/handover/agreement";
/// The other device opens the link.
pub const CLAIMS: &str = "/v1/handovers";
/// The claim that the token opens: see how it goes, or leave it.
pub const CLAIM: &str = "/v1/handovers/current";
/// Open the envelope that a link shows a pass from.
pub const ENVELOPES: &str = "/v1/envelopes";
/// With Entra behind the backend: how it stands with the pass of whom an invitation names.
pub const INVITATIONS: &str = "/v1/invitations";
/// With Entra: lead to Microsoft's sign-in.
pub const SIGN_INS: &str = "/v1/sign-ins";
/// With Entra: what Microsoft led back with; opens a visit.
pub const SIGN_IN_ANSWERS: &str = "/v1/sign-ins/answers";
/// With Entra: the visit that the token opens: what is registered by now, or leave it.
pub const VISIT: &str = "/v1/visits/current";
/// The staff corner of a kiosk.
pub const STAFF: &str = "/v1/kiosk/staff";

/// The header that makes a registration repeatable: under the same key the same response gets the
/// same answer and stores nothing twice. 16 to 64 letters, digits, hyphens or underscores.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The most bytes of any request body.
pub const BODY_LIMIT: usize = 64 * 1024;

/// Redeem this pass for this person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RedemptionRequest {
    /// Who, as typed.
    pub user_name: String,
    /// The pass, as typed: the server reads it by its own format.
    pub pass: Secret,
    /// The invitation, when a link brought one: `<claims>.<signature>` as it stood behind `i=`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
    /// Whether the page stands on a device that others use, too: then no passkey is made there.
    #[serde(default)]
    pub kiosk: bool,
}

/// Creation options for this way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyOptionsRequest {
    /// The way in that was chosen.
    pub way: Way,
}

/// Request options to prove a passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofOptionsRequest {
    /// The id of a passkey that was registered with this redemption's pass; any one of the person's
    /// when absent, which is how somebody whose device has one already signs in with that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<String>,
}

/// Give what was registered a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenameRequest {
    /// 1 to [`NAME_LIMIT`] characters, none of them a control character; white space at the ends is cut.
    pub name: String,
}

/// The most characters of a name that somebody gives.
pub const NAME_LIMIT: usize = 60;
