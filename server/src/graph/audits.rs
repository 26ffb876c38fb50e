//! The audit: `directoryAudit` and `signIn`.
//!
//! Owns lists of events, newest first. What a filter asks of time, activity and person narrows what is
//! looked at; all of it decides what is shown. One page looks at so many events and no more: a filter
//! that fits nothing costs no more than one that fits all, and a page may be short with more behind it.

use super::authority::Desk;
use super::error::GraphError;
use super::filter::{Filter, Literal, Operator};
use super::page::{self, Wanted};
use crate::Server;
use crate::directory::desk_tokens::Scope as Permission;
use crate::store::audit::{self, Wanted as Events};
use axum::Json;
use axum::extract::{Path, State};
use doorkey_protocol::time::Timestamp;
use serde_json::Value;

const READ: [Permission; 1] = [Permission::ReadAudit];

/// How many events are read together, and looked at for one page.
const STRIDE: i64 = 500;
const LOOKED_AT: i64 = 5_000;

const DEEDS: &str = "directoryAudit";
const SIGN_INS: &str = "signIn";

/// What a filter asks of what events are found by.
fn narrowed(kind: &'static str, filter: Option<&Filter>) -> Events {
    let mut events = Events { kind: Some(kind), ..Events::default() };
    for must in filter.map(Filter::musts).unwrap_or_default() {
        match must {
            Filter::Compare(path, operator, Literal::Time(time)) => {
                let is_time = matches!(path.as_slice(), [name] if name == "activityDateTime" || name == "createdDateTime");
                let at = Timestamp::from_millis(time.as_millisecond());
                match operator {
                    Operator::Ge | Operator::Gt if is_time => events.since = Some(at),
                    // An event has milliseconds, a filter may say more of it.
                    Operator::Le | Operator::Lt if is_time => {
                        events.until = Some(Timestamp::from_millis(at.as_millis() + 1));
                    }
                    _ => {}
                }
            }
            Filter::Compare(path, Operator::Eq, Literal::Text(text)) => match path.as_slice() {
                [name] if name == "userId" => events.person = Some(text.to_ascii_lowercase()),
                _ => {}
            },
            _ => {}
        }
    }
    events
}

async fn list(
    server: &Server,
    kind: &'static str,
    context: &str,
    wanted: &Wanted,
) -> Result<Json<Value>, GraphError> {
    let mut connection = server.directory().store.snapshot().await?;
    let before = match &wanted.after {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| GraphError::bad("Invalid $skiptoken."))?),
    };
    let mut events = Events { before, most: STRIDE, ..narrowed(kind, wanted.filter.as_ref()) };
    let (mut values, mut looked_at) = (Vec::new(), 0);
    loop {
        let found = audit::newest(&mut connection, &events).await?;
        let is_last = i64::try_from(found.len()).is_ok_and(|count| count < STRIDE);
        for event in found {
            let value: Value = serde_json::from_str(&event.record.body)
                .map_err(|_| crate::store::StoreError::Damaged("audit event"))?;
            looked_at += 1;
            events.before = Some(event.seq);
            if wanted.admits(&value) {
                values.push(value);
            }
            let is_full = i64::try_from(values.len()).is_ok_and(|count| count == wanted.top);
            if is_full || looked_at >= LOOKED_AT {
                return Ok(wanted.page(context, values, Some(event.seq.to_string())));
            }
        }
        if is_last {
            return Ok(wanted.page(context, values, None));
        }
    }
}

async fn one(
    server: &Server,
    kind: &'static str,
    context: &str,
    id: &str,
) -> Result<Json<Value>, GraphError> {
    let missing = || GraphError::missing(&id.chars().take(100).collect::<String>());
    let parsed = id.parse().map_err(|_| missing())?;
    let found = audit::by_id(&mut *server.directory().store.read().await?, parsed).await?;
    let found = found.filter(|event| event.record.kind == kind).ok_or_else(missing)?;
    let mut value: Value = serde_json::from_str(&found.record.body).map_err(|_| missing())?;
    value["@odata.context"] = page::context(server, context).into();
    Ok(Json(value))
}

pub(super) async fn deeds(
    State(server): State<Server>,
    desk: Desk,
    wanted: Wanted,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    list(&server, DEEDS, "auditLogs/directoryAudits", &wanted).await
}

pub(super) async fn deed(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    one(&server, DEEDS, "auditLogs/directoryAudits/$entity", &id).await
}

pub(super) async fn sign_ins(
    State(server): State<Server>,
    desk: Desk,
    wanted: Wanted,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    list(&server, SIGN_INS, "auditLogs/signIns", &wanted).await
}

pub(super) async fn sign_in(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    one(&server, SIGN_INS, "auditLogs/signIns/$entity", &id).await
}
