//! Handing a pass over by a link that shows it once.
//!
//! Owns sealing a pass (AES-256-GCM, which every browser opens) under a key that stands in the link's
//! fragment and nowhere else, and giving the sealed text out: to the first who asks, by their hand, and
//! to the same once more within a minute, since an answer can be lost on its way. Who reads the database
//! can open none. An envelope is dead with its pass.

use crate::Server;
use crate::alert::{Alert, Kind};
use crate::audit::{Actor, Deed, activity};
use crate::caller::Caller;
use crate::directory::DirectoryError;
use crate::directory::pass_record::Standing;
use crate::policy::PassPolicy;
use crate::refusal::Refusal;
use crate::settings::Origin;
use crate::store::{Connection, StoreError, envelopes, passes, people};
use crate::token::{self, TokenHash};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::envelope::{Envelope, FRAGMENT};
use doorkey_protocol::pass::Pass;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use zeroize::Zeroizing;

/// The bytes of a nonce.
const NONCE: usize = 12;

/// How long the first reader may ask again.
const AGAIN: Span = Span::from_mins(1);

/// A pass, sealed.
pub(crate) struct Sealed {
    id: Secret,
    key: Secret,
    /// The nonce and what the cipher made.
    pub(crate) bytes: Vec<u8>,
}

/// Seals a pass, as it is shown to people, under a fresh key.
pub(crate) fn seal(pass: &Pass) -> Result<Sealed, DirectoryError> {
    let id = token::for_link()?;
    let mut key = Zeroizing::new([0u8; 32]);
    getrandom::fill(key.as_mut())?;
    let mut nonce = [0u8; NONCE];
    getrandom::fill(&mut nonce)?;
    let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key));
    let shown = pass.grouped();
    let payload = Payload { msg: shown.expose().as_bytes(), aad: id.expose().as_bytes() };
    let sealed = cipher
        .encrypt(&Nonce::from(nonce), payload)
        .map_err(|_| DirectoryError::Fault("the pass was not sealed"))?;
    let key = Secret::new(BASE64URL.encode(key.as_ref()));
    Ok(Sealed { id, key, bytes: [nonce.as_slice(), &sealed].concat() })
}

impl Sealed {
    /// By which the store knows it.
    pub(crate) fn id_hash(&self) -> TokenHash {
        token::hash(&self.id)
    }

    /// The link that shows the pass, on the page at `origin`.
    pub(crate) fn link(&self, origin: &Origin) -> Secret {
        Secret::new(format!("{origin}/#{FRAGMENT}{}.{}", self.id.expose(), self.key.expose()))
    }
}

/// Forgets what was read more than a minute ago, and all of ended passes.
pub(crate) async fn burn_old(connection: &mut Connection, now: Timestamp) -> Result<(), StoreError> {
    envelopes::burn(connection, now - AGAIN).await
}

/// Opens an envelope for the first who asks.
pub(crate) async fn open(
    server: &Server,
    caller: &Caller,
    id: &Secret,
    reader: &Secret,
) -> Result<Envelope, Refusal> {
    let directory = server.directory();
    let (id, reader) = (token::hash(id), token::hash(reader));
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    burn_old(&mut transaction, now).await?;
    let found = envelopes::find(&mut transaction, &id).await?;
    let Some(envelope) = found else { return Err(Refusal::EnvelopeEnded) };
    let pass = passes::by_id(&mut transaction, envelope.pass).await?.ok_or(Refusal::EnvelopeEnded)?;
    let person = people::by_id(&mut transaction, pass.person_id).await?.ok_or(Refusal::EnvelopeEnded)?;
    let deed = Deed::new(activity::ENVELOPE_OPENED, Actor::Unknown).to(&person);
    let is_again = envelope.reader.as_deref() == Some(reader.as_slice());
    let answer = match (envelope.opened_at, envelope.sealed) {
        (Some(_), _) if !is_again => {
            let deed = deed.refused(Refusal::EnvelopeOpened.code().as_str(), "It was opened before");
            directory.audit.deed(&mut transaction, caller, now, deed).await?;
            Alert::about(Kind::EnvelopeTried, &person).raise(&mut transaction, caller, now).await?;
            Err(Refusal::EnvelopeOpened)
        }
        (Some(_), None) => Err(Refusal::EnvelopeOpened),
        (opened_at, Some(sealed)) => {
            let (policy, _) = PassPolicy::read(&mut transaction).await?;
            let admitted = policy.admits(&mut transaction, &person, pass.one_time).await?;
            if !matches!(pass.standing_under(now, admitted), Standing::Usable | Standing::NotYet(_)) {
                return Err(Refusal::EnvelopeEnded);
            }
            if opened_at.is_none() {
                directory.audit.deed(&mut transaction, caller, now, deed).await?;
                envelopes::open(&mut transaction, &id, &reader, now).await?;
            }
            Ok(Envelope {
                sealed: BASE64URL.encode(&sealed),
                person: person.shown(),
                validity: pass.validity,
                one_time: pass.one_time,
                now,
            })
        }
        (None, None) => Err(Refusal::EnvelopeEnded),
    };
    transaction.commit().await?;
    answer
}
