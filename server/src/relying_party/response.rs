//! What a browser answered, read strictly.
//!
//! Owns the checks of WebAuthn Level 3, §7.1 and §7.2, that webauthn-rs leaves to its caller or takes
//! more loosely: one spelling of every id, the origin as a text, nothing left over behind a structure,
//! nothing twice within one. Started by the `RelyingParty` before webauthn-rs sees the response;
//! yields the types that webauthn-rs takes. No error carries anything of the response.

use crate::json;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use ciborium::Value;
use serde::{Deserialize, Deserializer};
use std::fmt;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};
use webauthn_rs_proto::{
    AuthenticationExtensionsClientOutputs, AuthenticatorAssertionResponseRaw,
    AuthenticatorAttestationResponseRaw, AuthenticatorTransport, RegistrationExtensionsClientOutputs,
};

/// ES256, ES384 and RS256: what is asked for and all that is taken.
pub(super) const ALGORITHMS: [i64; 3] = [-7, -35, -257];

/// The most bytes of client data; browsers write some 150.
const MOST_CLIENT_DATA: usize = 8 * 1024;

/// The most transports that are kept.
const MOST_TRANSPORTS: usize = 8;

/// How deep the CBOR of a response may nest; real ones reach 4.
const DEEPEST: usize = 16;

/// Why a response is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseError {
    /// `type` is something else.
    Type,
    /// `id` or `rawId` is not canonical base64url.
    IdEncoding,
    /// `id` and `rawId` differ.
    IdDiffers,
    /// The id inside the authenticator data differs.
    AttestedIdDiffers,
    /// The answer comes from another passkey than the one that was asked for.
    OtherPasskey,
    /// A member of the response is not canonical base64url.
    Encoding(&'static str),
    /// The client data is too large.
    ClientDataSize,
    /// The client data is not UTF-8 or begins with a byte order mark.
    ClientDataText,
    /// The client data is not a JSON object with its members.
    ClientDataShape,
    /// The client data is of another ceremony.
    ClientDataType,
    /// The origin is not one of the configured ones.
    Origin,
    /// The ceremony ran in a frame of another origin.
    CrossOrigin,
    /// A top origin is given.
    TopOrigin,
    /// The attestation object is not one CBOR map with nothing behind it.
    AttestationObject,
    /// A member of the attestation object is missing, doubled or of the wrong type.
    AttestationMember(&'static str),
    /// `none` comes with a statement.
    AttestationStatement,
    /// The authenticator data is cut short.
    AuthenticatorDataShort,
    /// Bytes are left behind the authenticator data.
    AuthenticatorDataLong,
    /// The authenticator data holds no credential.
    NoCredential,
    /// An assertion holds a new credential.
    UnaskedCredential,
    /// The credential id is empty or has more than 1,023 bytes.
    CredentialIdLength,
    /// The public key is not one COSE key with the members it must have and no others.
    CoseKey,
    /// The algorithm was not offered.
    Algorithm,
    /// The RSA modulus has not 2,048 to 4,096 bits.
    RsaSize,
    /// The extensions are not one CBOR map, though the flag says so.
    Extensions,
    /// The person's other user handle.
    UserHandle,
    /// The signature counter did not grow: there may be a copy of the passkey.
    Counter,
    /// The authenticator says that the passkey is not discoverable.
    NotDiscoverable,
    /// The person has as many passkeys as one may have.
    TooMany,
    /// webauthn-rs refuses it; its words.
    Verification(String),
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "type is not public-key",
            Self::IdEncoding => "id or rawId is not base64url without padding",
            Self::IdDiffers => "id and rawId differ",
            Self::AttestedIdDiffers => "the credential id in the authenticator data differs from id",
            Self::OtherPasskey => "another passkey answered than the one that was asked",
            Self::Encoding(member) => return write!(f, "{member} is not base64url without padding"),
            Self::ClientDataSize => "the client data is too large",
            Self::ClientDataText => "the client data is not UTF-8 without a byte order mark",
            Self::ClientDataShape => "the client data is not a JSON object with type, challenge and origin",
            Self::ClientDataType => "the client data is of another ceremony",
            Self::Origin => "the origin is not one of this server's",
            Self::CrossOrigin => "the ceremony ran in a frame of another origin",
            Self::TopOrigin => "the client data names a top origin",
            Self::AttestationObject => "the attestation object is not one CBOR map",
            Self::AttestationMember(member) => {
                return write!(f, "{member} of the attestation object is wrong");
            }
            Self::AttestationStatement => "attestation none comes with a statement",
            Self::AuthenticatorDataShort => "the authenticator data is cut short",
            Self::AuthenticatorDataLong => "bytes are left over behind the authenticator data",
            Self::NoCredential => "the authenticator data holds no credential",
            Self::UnaskedCredential => "the authenticator data of an assertion holds a credential",
            Self::CredentialIdLength => "the credential id has not 1 to 1023 bytes",
            Self::CoseKey => "the public key is not one COSE key with its members alone",
            Self::Algorithm => "the algorithm was not offered",
            Self::RsaSize => "the RSA modulus has not 2048 to 4096 bits",
            Self::Extensions => "the extensions are not one CBOR map",
            Self::UserHandle => "the user handle is another person's",
            Self::Counter => "the signature counter did not grow",
            Self::NotDiscoverable => "the passkey is not discoverable (credProps.rk is false)",
            Self::TooMany => "this person has 20 passkeys, which is the most",
            Self::Verification(words) => return write!(f, "verification failed: {words}"),
        })
    }
}

/// A body that is no response at all. What was wrong with it is not told: it may quote the body.
#[derive(Debug)]
pub(crate) struct NoResponse;

/// A registration response whose form is right.
pub(super) struct Registered {
    pub(super) credential: RegisterPublicKeyCredential,
    pub(super) backed_up: bool,
    pub(super) aaguid: Option<[u8; 16]>,
    pub(super) is_of_this_device: bool,
}

/// Reads a `RegistrationResponseJSON`.
pub(super) fn registration(body: &RegistrationJson, origins: &[String]) -> Result<Registered, ResponseError> {
    let id = check_id(&body.kind, &body.id, &body.raw_id)?;
    let client_data = check_client_data(&body.response.client_data, "webauthn.create", origins)?;
    let object = decode(&body.response.attestation_object, "attestationObject")?;
    let data = attested(&object)?;
    let Some(attested_id) = data.credential_id else { return Err(ResponseError::NoCredential) };
    if attested_id != id {
        return Err(ResponseError::AttestedIdDiffers);
    }
    if body.client_extension_results.pointer("/credProps/rk") == Some(&serde_json::Value::Bool(false)) {
        return Err(ResponseError::NotDiscoverable);
    }
    Ok(Registered {
        backed_up: data.flags & FLAG_BACKED_UP != 0,
        aaguid: data.aaguid,
        is_of_this_device: body.is_of_this_device(),
        credential: RegisterPublicKeyCredential {
            id: body.id.clone(),
            raw_id: id,
            response: AuthenticatorAttestationResponseRaw {
                attestation_object: object,
                client_data_json: client_data,
                transports: Some(transports(&body.response.transports)),
            },
            type_: body.kind.clone(),
            extensions: RegistrationExtensionsClientOutputs::default(),
        },
    })
}

/// Reads an `AuthenticationResponseJSON` that must come from the person with this user handle. Whether
/// its id is one that may answer is the caller's to look up.
pub(super) fn assertion(
    body: &AssertionJson,
    origins: &[String],
    user_handle: &[u8],
) -> Result<PublicKeyCredential, ResponseError> {
    let id = check_id(&body.kind, &body.id, &body.raw_id)?;
    let client_data = check_client_data(&body.response.client_data, "webauthn.get", origins)?;
    let authenticator_data = decode(&body.response.authenticator_data, "authenticatorData")?;
    if AuthenticatorData::read(&authenticator_data)?.credential_id.is_some() {
        return Err(ResponseError::UnaskedCredential);
    }
    let signature = decode(&body.response.signature, "signature")?;
    let handle = body.response.user_handle.as_deref().map(|text| decode(text, "userHandle")).transpose()?;
    if handle.as_deref().is_some_and(|handle| handle != user_handle) {
        return Err(ResponseError::UserHandle);
    }
    Ok(PublicKeyCredential {
        id: body.id.clone(),
        raw_id: id,
        response: AuthenticatorAssertionResponseRaw {
            authenticator_data,
            client_data_json: client_data,
            signature,
            user_handle: handle,
        },
        extensions: AuthenticationExtensionsClientOutputs::default(),
        type_: body.kind.clone(),
    })
}

/// `RegistrationResponseJSON` (WebAuthn Level 3, §5.1.8), as far as it is used.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RegistrationJson {
    id: String,
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(deserialize_with = "json::object")]
    response: AttestationJson,
    #[serde(default)]
    client_extension_results: serde_json::Value,
    #[serde(default)]
    authenticator_attachment: serde_json::Value,
}

impl RegistrationJson {
    /// Whether a platform authenticator answered: it says so, or it can be reached from inside this
    /// device alone. A phone that the browser reached is "internal" for itself, and "hybrid" for us.
    fn is_of_this_device(&self) -> bool {
        let can = |name: &str| {
            let transports = self.response.transports.as_array();
            transports.is_some_and(|all| all.iter().any(|one| one == name))
        };
        self.authenticator_attachment == "platform" || can("internal") && !can("hybrid")
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AttestationJson {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    attestation_object: String,
    #[serde(default)]
    transports: serde_json::Value,
}

/// `AuthenticationResponseJSON` (WebAuthn Level 3, §5.1.8), as far as it is used.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AssertionJson {
    pub(super) id: String,
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(deserialize_with = "json::object")]
    response: SignatureJson,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignatureJson {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    user_handle: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientDataJson {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "challenge")]
    _challenge: String,
    origin: String,
    #[serde(default, deserialize_with = "present")]
    cross_origin: Option<serde_json::Value>,
    #[serde(default, deserialize_with = "present")]
    top_origin: Option<serde_json::Value>,
}

/// A member that is there, also when it is null.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(Some)
}

fn decode(text: &str, member: &'static str) -> Result<Vec<u8>, ResponseError> {
    BASE64URL.decode(text).map_err(|_| ResponseError::Encoding(member))
}

fn check_id(kind: &str, id: &str, raw_id: &str) -> Result<Vec<u8>, ResponseError> {
    if kind != "public-key" {
        return Err(ResponseError::Type);
    }
    let bytes = BASE64URL.decode(id).map_err(|_| ResponseError::IdEncoding)?;
    let raw = BASE64URL.decode(raw_id).map_err(|_| ResponseError::IdEncoding)?;
    if bytes != raw {
        return Err(ResponseError::IdDiffers);
    }
    Ok(bytes)
}

/// The client data, but for its challenge, which webauthn-rs compares.
fn check_client_data(text: &str, kind: &str, origins: &[String]) -> Result<Vec<u8>, ResponseError> {
    let bytes = decode(text, "clientDataJSON")?;
    if bytes.len() > MOST_CLIENT_DATA {
        return Err(ResponseError::ClientDataSize);
    }
    if std::str::from_utf8(&bytes).map_or(true, |text| text.starts_with('\u{feff}')) {
        return Err(ResponseError::ClientDataText);
    }
    let read: ClientDataJson = json::read(&bytes).map_err(|_| ResponseError::ClientDataShape)?;
    if read.kind != kind {
        return Err(ResponseError::ClientDataType);
    }
    // As texts: two spellings that a URL parser takes for one are two here.
    if !origins.contains(&read.origin) {
        return Err(ResponseError::Origin);
    }
    if !matches!(read.cross_origin, None | Some(serde_json::Value::Bool(false))) {
        return Err(ResponseError::CrossOrigin);
    }
    if read.top_origin.is_some() {
        return Err(ResponseError::TopOrigin);
    }
    Ok(bytes)
}

/// The transports that are known, each once; what else a browser may say of them is of no use.
fn transports(given: &serde_json::Value) -> Vec<AuthenticatorTransport> {
    let mut known = Vec::new();
    for text in given.as_array().into_iter().flatten().take(MOST_TRANSPORTS) {
        if let Ok(transport) = serde_json::from_value::<AuthenticatorTransport>(text.clone())
            && !matches!(transport, AuthenticatorTransport::Unknown)
            && !known.contains(&transport)
        {
            known.push(transport);
        }
    }
    known
}

/// Reads one CBOR item from the front.
fn item(bytes: &mut &[u8]) -> Option<Value> {
    ciborium::de::from_reader_with_recursion_limit(bytes, DEEPEST).ok()
}

/// A map whose keys are all different.
fn distinct_map(value: Value) -> Option<Vec<(Value, Value)>> {
    let members = value.into_map().ok()?;
    let doubled =
        members.iter().enumerate().any(|(at, (key, _))| members[..at].iter().any(|(other, _)| other == key));
    (!doubled).then_some(members)
}

/// The authenticator data of an attestation object (§6.5.4) whose form is right.
fn attested(object: &[u8]) -> Result<AuthenticatorData, ResponseError> {
    let mut rest = object;
    let mut members = item(&mut rest)
        .filter(|_| rest.is_empty())
        .and_then(distinct_map)
        .ok_or(ResponseError::AttestationObject)?;
    let mut take = |name: &'static str| {
        let at = members.iter().position(|(key, _)| key.as_text() == Some(name));
        at.map(|at| members.swap_remove(at).1).ok_or(ResponseError::AttestationMember(name))
    };
    let format = take("fmt")?.into_text().map_err(|_| ResponseError::AttestationMember("fmt"))?;
    let statement = distinct_map(take("attStmt")?).ok_or(ResponseError::AttestationMember("attStmt"))?;
    let data = take("authData")?.into_bytes().map_err(|_| ResponseError::AttestationMember("authData"))?;
    if format == "none" && !statement.is_empty() {
        return Err(ResponseError::AttestationStatement);
    }
    AuthenticatorData::read(&data)
}

const FLAG_BACKED_UP: u8 = 1 << 4;
const FLAG_CREDENTIAL: u8 = 1 << 6;
const FLAG_EXTENSIONS: u8 = 1 << 7;

/// Authenticator data (§6.1), with nothing left over.
struct AuthenticatorData {
    flags: u8,
    aaguid: Option<[u8; 16]>,
    credential_id: Option<Vec<u8>>,
}

impl AuthenticatorData {
    fn read(bytes: &[u8]) -> Result<Self, ResponseError> {
        let short = ResponseError::AuthenticatorDataShort;
        let (head, mut rest) = bytes.split_at_checked(37).ok_or(short.clone())?; // RP ID hash, flags, counter
        let flags = head[32];
        let (mut aaguid, mut credential_id) = (None, None);
        if flags & FLAG_CREDENTIAL != 0 {
            let (front, behind) = rest.split_at_checked(18).ok_or(short.clone())?; // AAGUID, length
            aaguid = front.first_chunk().copied();
            let length = usize::from(u16::from_be_bytes([front[16], front[17]]));
            if !(1..=1023).contains(&length) {
                return Err(ResponseError::CredentialIdLength);
            }
            let (id, behind) = behind.split_at_checked(length).ok_or(short)?;
            credential_id = Some(id.to_owned());
            rest = behind;
            check_key(item(&mut rest))?;
        }
        if flags & FLAG_EXTENSIONS != 0 {
            item(&mut rest).and_then(distinct_map).ok_or(ResponseError::Extensions)?;
        }
        if rest.is_empty() {
            Ok(Self { flags, aaguid, credential_id })
        } else {
            Err(ResponseError::AuthenticatorDataLong)
        }
    }
}

/// A COSE key (RFC 9053, §7) that has the members of its type, each once, and no other (WebAuthn
/// Level 3, §6.5.1): so no private part and nothing that two parsers could read differently.
fn check_key(key: Option<Value>) -> Result<(), ResponseError> {
    let members = key.and_then(distinct_map).ok_or(ResponseError::CoseKey)?;
    let member = |label: i64| {
        members
            .iter()
            .find(|(key, _)| key.as_integer().map(i128::from) == Some(i128::from(label)))
            .map(|(_, value)| value)
    };
    let number =
        |label| member(label).and_then(Value::as_integer).and_then(|number| i64::try_from(number).ok());
    let algorithm = number(3).ok_or(ResponseError::Algorithm)?;
    if !ALGORITHMS.contains(&algorithm) {
        return Err(ResponseError::Algorithm);
    }
    let labels: &[i64] = match number(1) {
        Some(2) if algorithm != -257 => &[1, 3, -1, -2, -3],
        Some(3) if algorithm == -257 => &[1, 3, -1, -2],
        _ => return Err(ResponseError::CoseKey),
    };
    if members.len() != labels.len() || labels.iter().any(|&label| member(label).is_none()) {
        return Err(ResponseError::CoseKey);
    }
    if algorithm == -257 {
        let modulus = member(-1).and_then(Value::as_bytes).ok_or(ResponseError::CoseKey)?;
        let zeros = modulus.iter().take_while(|&&byte| byte == 0).count();
        let first = modulus.get(zeros).map_or(8, |byte| byte.leading_zeros() as usize);
        if !(2048..=4096).contains(&((modulus.len() - zeros) * 8 - first.min(8 * (modulus.len() - zeros)))) {
            return Err(ResponseError::RsaSize);
        }
    }
    Ok(())
}
