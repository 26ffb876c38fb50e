//! Everything that can happen, in every manner that leads somewhere else.

use super::{
    ABLE, DIGITS, KIOSK, NOW, PASS, TOKEN, WINDOWS, app_offer, authenticator, backend, claim, claimed,
    creation, handover, incident, invited, minutes, passkey, progress, proven, redemption, refused, request,
    too_soon, unsealed,
};
use crate::device::Device;
use crate::flow::Event;
use crate::notice::Failure;
use doorkey_protocol::handover::{Progress, Stage};
use doorkey_protocol::kiosk::StaffReport;
use doorkey_protocol::passkey::{Assertion, Registration};
use doorkey_protocol::problem::Code;
use doorkey_protocol::redemption::{Opened, Redemption};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::way::Way;
use std::sync::LazyLock;

pub(crate) fn submitted(user_name: &str, pass: &str) -> Event {
    Event::Submitted { user_name: user_name.into(), pass: Secret::new(pass.into()), caps_lock: false }
}

pub(crate) fn opened(redemption: Redemption) -> Event {
    Event::Redeemed(Ok(Opened { token: Secret::new(TOKEN.into()), redemption }))
}

pub(crate) fn event(name: &str) -> Event {
    let found = all().iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("there is no event {name:?}")).1.clone()
}

/// Everything that can happen, in every manner that leads somewhere else.
pub(crate) fn events() -> Vec<(&'static str, Event)> {
    all().to_vec()
}

/// The same, to look at.
pub(crate) fn all() -> &'static [(&'static str, Event)] {
    static ALL: LazyLock<Vec<(&str, Event)>> = LazyLock::new(|| {
        [hands(), ceremonies(), others(), super::microsoft::events()].into_iter().flatten().collect()
    });
    &ALL
}

/// What the newcomer does, or does not any more.
fn hands() -> Vec<(&'static str, Event)> {
    let typed = |text: &str| Event::Typed(Secret::new(text.into()));
    vec![
        ("submit", submitted("sam", PASS)),
        ("submit a slip", submitted("sam", "abcd efgh1")),
        ("repair", Event::Repaired),
        ("insist", Event::Insisted),
        ("newer pass", Event::HasNewerPass),
        ("more time", Event::WantsTime),
        ("have passkey", Event::HasPasskey),
        ("address", Event::WantsAddress),
        ("window", Event::WantsWindow),
        ("choose", Event::Chose(Way::Passkey)),
        ("choose a key", Event::Chose(Way::SecurityKey)),
        ("choose a phone", Event::Chose(Way::Phone)),
        ("choose an app", Event::Chose(Way::Authenticator)),
        ("choose a stranger", Event::Chose(Way::Unknown)),
        ("accept", Event::Accepted),
        ("back", Event::Back),
        ("leave", Event::Left),
        ("decline", Event::Declined),
        ("type digits", typed(DIGITS)),
        ("type a name", typed(" my blue key ")),
        ("type nothing", typed(" ")),
        ("second", Event::WantsSecond),
        ("rename", Event::WantsName("cred".into())),
        ("remove", Event::WantsRemoval("cred".into())),
        ("later", Event::WantsLater),
        ("paper", Event::WantsPaper),
        ("staff", Event::WantsStaff),
        ("scan", Event::WantsScan),
        ("idle", Event::Idled),
        ("return", Event::Returned),
    ]
}

/// What the world answers on the way to a passkey.
fn ceremonies() -> Vec<(&'static str, Event)> {
    let used = Redemption { ways: vec![], passkeys: vec![passkey()], ..redemption() };
    let longer = Redemption { closes_at: NOW + minutes(20), ..redemption() };
    vec![
        ("configured", Event::Configured(Ok(backend()), ABLE)),
        ("configured, framed", Event::Configured(Ok(backend()), Device { framed: true, ..ABLE })),
        ("configured, kiosk", Event::Configured(Ok(backend()), KIOSK)),
        ("not configured", Event::Configured(Err(Failure::Unreachable), ABLE)),
        ("redeemed", opened(redemption())),
        ("redeemed to prove", opened(used)),
        ("not redeemed", Event::Redeemed(Err(refused(Code::PassRefused)))),
        ("redeemed too soon", Event::Redeemed(Err(too_soon()))),
        ("redeemed where it is blocked", Event::Redeemed(Err(refused(Code::PassBlocked)))),
        ("invitation refused", Event::Redeemed(Err(refused(Code::InvitationRefused)))),
        ("offered", Event::Offered(Ok(creation()))),
        ("not offered", Event::Offered(Err(Failure::Unreachable))),
        ("created", Event::Created(Ok(Registration("{}".into())))),
        ("not created", Event::Created(Err(incident("NotAllowedError")))),
        ("creation stopped", Event::Created(Err(incident("AbortError")))),
        ("registered", Event::Registered(Ok(passkey()))),
        ("not registered", Event::Registered(Err(refused(Code::PasskeyRefused)))),
        ("registered where it is blocked", Event::Registered(Err(refused(Code::PassBlocked)))),
        ("registered before", Event::Registered(Err(refused(Code::PasskeyKnown)))),
        ("registration unknown", Event::Registered(Err(Failure::Unreachable))),
        ("challenged", Event::Challenged(Ok(request()))),
        ("not challenged", Event::Challenged(Err(Failure::Unreachable))),
        ("none to challenge", Event::Challenged(Err(refused(Code::PasskeyUnknown)))),
        ("asserted", Event::Asserted(Ok(Assertion("{}".into())))),
        ("not asserted", Event::Asserted(Err(incident("NotAllowedError")))),
        ("assertion stopped", Event::Asserted(Err(incident("AbortError")))),
        ("proven", Event::Proven(Ok(proven()))),
        ("not proven", Event::Proven(Err(Failure::Unreachable))),
        ("proven unknown", Event::Proven(Err(refused(Code::PasskeyUnknown)))),
        ("extended", Event::Extended(Ok(longer))),
        ("not extended", Event::Extended(Err(refused(Code::NotExtendable)))),
        ("copied", Event::Copied),
        ("online", Event::Online),
    ]
}

/// What it answers beside that.
fn others() -> Vec<(&'static str, Event)> {
    let watched = |stage| Event::Watched(Ok(progress(stage)));
    let intruded = Progress { intruded: true, ..progress(Stage::Opened) };
    let left = Redemption {
        passkeys: vec![proven()],
        authenticators: vec![authenticator()],
        closes_at: NOW + minutes(11),
        ..redemption()
    };
    let report = StaffReport { version: "0.1.0".into(), database: true, open: 3, now: NOW };
    let ready = Device { platform_authenticator: Some(true), ..WINDOWS };
    vec![
        ("handed", Event::Handed(Ok(handover()))),
        ("not handed", Event::Handed(Err(Failure::Unreachable))),
        ("watched waiting", watched(Stage::Waiting)),
        ("watched claimed", watched(Stage::Claimed)),
        ("watched opened", watched(Stage::Opened)),
        ("watched intruded", Event::Watched(Ok(intruded))),
        ("watched registered", watched(Stage::Registered)),
        ("watched proven", watched(Stage::Proven)),
        ("watched refused", watched(Stage::Refused)),
        ("watched contested", watched(Stage::Contested)),
        ("watched expired", watched(Stage::Expired)),
        ("watched left", watched(Stage::Left)),
        ("not watched", Event::Watched(Err(Failure::Unreachable))),
        ("watched superseded", Event::Watched(Err(refused(Code::RedemptionSuperseded)))),
        ("agreed", Event::Agreed(Ok(progress(Stage::Opened)))),
        ("agreed to another", Event::Agreed(Err(refused(Code::NumberWrong)))),
        ("agreed too late", Event::Agreed(Err(refused(Code::RedemptionEnded)))),
        ("claimed", Event::Claimed(Ok(claimed()))),
        ("not claimed", Event::Claimed(Err(Failure::Unreachable))),
        ("claimed before", Event::Claimed(Err(refused(Code::HandoverClaimed)))),
        ("followed", Event::Followed(Ok(claim(Stage::Claimed)))),
        ("followed opened", Event::Followed(Ok(claim(Stage::Opened)))),
        ("followed refused", Event::Followed(Ok(claim(Stage::Refused)))),
        ("not followed", Event::Followed(Err(Failure::Unreachable))),
        ("followed to the end", Event::Followed(Err(refused(Code::HandoverEnded)))),
        ("unsealed", Event::Unsealed(Ok(Some(unsealed(minutes(0)))))),
        ("unsealed early", Event::Unsealed(Ok(Some(unsealed(minutes(30)))))),
        ("unsealed in vain", Event::Unsealed(Ok(None))),
        ("not unsealed", Event::Unsealed(Err(Failure::Unreachable))),
        ("unsealed before", Event::Unsealed(Err(refused(Code::EnvelopeOpened)))),
        ("unsealed too late", Event::Unsealed(Err(refused(Code::EnvelopeEnded)))),
        ("app offered", Event::AppOffered(Ok(app_offer()))),
        ("app not offered", Event::AppOffered(Err(Failure::Unreachable))),
        ("confirmed", Event::Confirmed(Ok(authenticator()))),
        ("not confirmed", Event::Confirmed(Err(refused(Code::CodeWrong)))),
        ("confirmed too often", Event::Confirmed(Err(refused(Code::AuthenticatorEnded)))),
        ("confirmed too late", Event::Confirmed(Err(refused(Code::PassExpired)))),
        ("confirmation unknown", Event::Confirmed(Err(Failure::Unreachable))),
        ("managed", Event::Managed(Ok(left))),
        ("managed, none left", Event::Managed(Ok(redemption()))),
        ("not managed", Event::Managed(Err(refused(Code::MethodLast)))),
        ("managed too late", Event::Managed(Err(refused(Code::RedemptionEnded)))),
        ("looked, there", Event::Looked { device: ready, said: false }),
        ("looked, missing", Event::Looked { device: WINDOWS, said: false }),
        ("looked, missing, said", Event::Looked { device: WINDOWS, said: true }),
        ("scanned", Event::Scanned(Ok(Some(Box::new(invited(minutes(0))))))),
        ("scanned another", Event::Scanned(Ok(None))),
        ("not scanned", Event::Scanned(Err(()))),
        ("reported", Event::Reported(Ok(report))),
        ("not reported", Event::Reported(Err(refused(Code::PinWrong)))),
    ]
}
