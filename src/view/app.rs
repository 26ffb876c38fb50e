//! The screens of an authenticator app.

use super::artist::Artist;
use super::{AppView, Ask, Asked, Body, CodeView, Link, View};
use crate::device::Store;
use crate::flow::{App, Visit};
use crate::notice::Notice;
use crate::qr::Qr;
use crate::words::{self, Kept, Words};
use doorkey_protocol::authenticator::AuthenticatorOffer;
use doorkey_protocol::secret::Secret;

impl<W: Words> Artist<'_, W> {
    pub(super) fn app(&self, visit: &Visit, app: &App) -> View {
        match app {
            App::Preparing => View {
                body: self.busy(words::PREPARING),
                actions: vec![self.back(words::OTHER_WAY)],
                ..self.with_clocks(self.screen("app", self.say(words::APP)), visit)
            },
            App::Shown { offer: Some(offer), notice } => self.shown(visit, offer, notice.as_ref(), false),
            App::Shown { offer: None, notice } => View {
                notice: self.visit_notice(notice.as_ref(), visit, self.kept(visit)),
                actions: vec![self.accept(words::APP_NEW), self.back(words::OTHER_WAY)],
                ..self.with_clocks(self.screen("app", self.say(words::APP)), visit)
            },
            App::Confirming { offer } => self.shown(visit, offer, None, true),
        }
    }

    fn shown(
        &self,
        visit: &Visit,
        offer: &AuthenticatorOffer,
        notice: Option<&Notice>,
        locked: bool,
    ) -> View {
        let device = visit.setting.device;
        // On the phone itself there is nothing to scan; on a screen there is no app to open.
        let here = device.phone && !device.kiosk;
        let qr = if here { None } else { Qr::of(offer.uri.expose()) };
        let lead = if here { words::APP_LEAD_HERE } else { words::APP_LEAD };
        let mut links = Vec::new();
        if here {
            links.push(Link {
                label: self.say(words::APP_OPEN),
                address: offer.uri.clone(),
                primary: true,
                elsewhere: false,
            });
        }
        if !device.kiosk {
            links.push(Link {
                label: self.say(words::APP_GET),
                address: Secret::new(
                    device.store().map_or(Store::GET_AUTHENTICATOR, Store::authenticator).to_owned(),
                ),
                primary: false,
                elsewhere: true,
            });
        }
        View {
            lead: Some(self.say(lead)),
            notice: self.visit_notice(notice, visit, Kept::Nothing),
            body: Body::App(AppView {
                code: qr.map(|qr| CodeView { label: self.say(words::APP_QR), qr }),
                links,
                secret_label: self.say(words::APP_SECRET),
                secret: in_groups(&offer.secret),
                ask: Ask {
                    asked: Asked::Digits,
                    label: self.say(words::APP_CODE),
                    hint: Some(self.say(words::APP_CODE_HINT)),
                    value: None,
                    submit_label: self.say(if locked { words::APP_CHECKING } else { words::APP_CONFIRM }),
                    locked,
                    wrong: notice.is_some(),
                },
            }),
            actions: if locked { Vec::new() } else { vec![self.back(words::OTHER_WAY)] },
            ..self.with_clocks(self.screen("app", self.say(words::APP)), visit)
        }
    }
}

/// A secret in groups of four: easier to type, and apps do not mind.
fn in_groups(secret: &Secret) -> Secret {
    let mut groups = String::new();
    for (place, character) in secret.expose().chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            groups.push(' ');
        }
        groups.push(character);
    }
    Secret::new(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_in_groups() {
        for (secret, groups) in
            [("", ""), ("ABCD", "ABCD"), ("ABCDE", "ABCD E"), ("ABCDEFGHJ", "ABCD EFGH J")]
        {
            assert_eq!(in_groups(&Secret::new(secret.to_owned())).expose(), groups);
        }
    }
}
