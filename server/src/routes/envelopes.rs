//! Open the link that shows a pass once.

use super::request::Body;
use crate::Server;
use crate::caller::Caller;
use crate::envelope;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use doorkey_protocol::envelope::{Envelope, EnvelopeRequest};
use doorkey_protocol::secret::Secret;

pub(super) async fn open(
    State(server): State<Server>,
    caller: Caller,
    body: Body,
) -> Result<Json<Envelope>, Refusal> {
    let request: EnvelopeRequest = body.read()?;
    drop(body);
    let (id, reader) = (Secret::new(request.id), Secret::new(request.reader));
    envelope::open(&server, &caller, &id, &reader).await.map(Json)
}
