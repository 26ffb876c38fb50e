//! The controls, as one type: what a test orders by the handle, a browser's test or a person orders over HTTP.
//!
//! Owns [`Order`] and what each does. `POST /control` takes one as JSON, `GET /control` tells what came in.

use crate::authority::spoil::{LeadBack, Spoil};
use crate::fault::{Fault, Plan};
use crate::pass::NewPass;
use crate::person::{Group, MethodKind, Person};
use crate::world::{Certificate, Delays, Shared, World};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Something that a test orders.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "order", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the method of `Tenant` with the same name says what each does")]
pub enum Order {
    AddPerson { person: Person },
    RemovePerson { whose: String },
    AddGroup { group: Group },
    AssignRole { role: String, whose: String },
    AssignRoleInUnit { role: String, whose: String },
    MakeEligible { role: String, whose: String },
    AddRedirect { address: String },
    AddSecret { secret: String, ends_at: Option<Timestamp> },
    EndSecret { secret: String },
    AddCertificate { pem: String },
    ForgetCertificates,
    Federate { trusted: bool },
    GrantRole { role: String },
    TakeRole { role: String },
    EndTokens,
    Advance { seconds: i64 },
    SetTime { now: Timestamp },
    StopTime { at: Timestamp },
    SetDelays { delays: Delays },
    IssuePass { whose: String, pass: NewPass },
    EndPass { whose: String },
    UsePass { whose: String },
    SetPolicy { id: String, patch: Value },
    SetConditionalAccess { policies: Vec<Value> },
    AddStrength { strength: Value },
    BlockSignIn { whose: String, blocked: bool },
    Register { whose: String, kind: MethodKind, name: String },
    RemoveMethod { id: String },
    OfferReports { offered: bool },
    TellAuthTime { told: bool },
    RotateKeys,
    SpoilTokens { times: u32, spoil: Spoil },
    LeadBackWith { back: LeadBack },
    Fail { what: String, times: u32, fault: Fault },
    Recover,
    ForgetLog,
}

/// Does it. What it yields depends on the order; `Err` says that nobody or nothing is called so.
#[expect(clippy::too_many_lines, reason = "one line or two for each order")]
pub(crate) fn obey(world: &mut World, order: Order) -> Result<Value, String> {
    let id_of = |world: &World, whose: &str| {
        world.person(whose).map(|person| person.id.clone()).ok_or_else(|| format!("nobody is called {whose}"))
    };
    let nothing = Ok(Value::Null);
    match order {
        Order::AddPerson { person } => {
            let shown = json!(person);
            world.people.retain(|other| other.id != person.id);
            world.people.push(person);
            Ok(shown)
        }
        Order::RemovePerson { whose } => {
            let id = id_of(world, &whose)?;
            world.people.retain(|person| person.id != id);
            nothing
        }
        Order::AddGroup { group } => {
            world.groups.retain(|other| other.id != group.id);
            world.groups.push(group);
            nothing
        }
        Order::AssignRole { role, whose } => {
            let group = world.groups.iter_mut().find(|group| group.id == whose);
            let id = match group {
                Some(group) => {
                    group.role_assignable = true;
                    whose
                }
                None => id_of(world, &whose)?,
            };
            world.assignments.push((role, id));
            nothing
        }
        Order::AssignRoleInUnit { role, whose } => {
            let id = id_of(world, &whose)?;
            world.in_unit.push((role, id));
            nothing
        }
        Order::MakeEligible { role, whose } => {
            let id = id_of(world, &whose)?;
            world.eligible.push((role, id));
            nothing
        }
        Order::AddRedirect { address } => {
            world.application.redirects.insert(address);
            nothing
        }
        Order::AddSecret { secret, ends_at } => {
            world.application.secrets.push((secret, ends_at));
            nothing
        }
        Order::EndSecret { secret } => {
            let now = world.now();
            for (known, ends_at) in &mut world.application.secrets {
                if *known == secret {
                    *ends_at = Some(now);
                }
            }
            nothing
        }
        Order::AddCertificate { pem } => {
            world.application.certificates.push(Certificate::read(&pem));
            nothing
        }
        Order::ForgetCertificates => {
            world.application.certificates.clear();
            nothing
        }
        Order::Federate { trusted } => {
            world.application.federated = trusted;
            nothing
        }
        Order::GrantRole { role } => {
            world.application.roles.insert(role);
            nothing
        }
        Order::TakeRole { role } => {
            world.application.roles.remove(&role);
            nothing
        }
        Order::EndTokens => {
            world.tokens.clear();
            nothing
        }
        Order::Advance { seconds } => {
            world.clock.advance(SignedDuration::from_secs(seconds));
            nothing
        }
        Order::SetTime { now } => {
            world.clock.set(now);
            nothing
        }
        Order::StopTime { at } => {
            world.clock.stop(at);
            nothing
        }
        Order::SetDelays { delays } => {
            world.delays = delays;
            nothing
        }
        Order::IssuePass { whose, pass } => world
            .make_pass(&whose, &pass)
            .map(|pass| json!(pass.issued()))
            .map_err(|error| format!("no pass for {whose}: {error:?}")),
        Order::EndPass { whose } => {
            let id = id_of(world, &whose)?;
            world.passes.retain(|pass| pass.of != id);
            nothing
        }
        Order::UsePass { whose } => {
            let id = id_of(world, &whose)?;
            world.passes.iter_mut().filter(|pass| pass.of == id).for_each(|pass| pass.used = true);
            nothing
        }
        Order::SetPolicy { id, patch } => {
            if world.policies.change(&id, &patch) {
                nothing
            } else {
                Err(format!("no policy is called {id}"))
            }
        }
        Order::SetConditionalAccess { policies } => {
            world.policies.conditional_access = policies;
            nothing
        }
        Order::AddStrength { strength } => {
            world.policies.strengths.push(strength);
            nothing
        }
        Order::BlockSignIn { whose, blocked } => {
            let id = id_of(world, &whose)?;
            if blocked {
                world.blocked.insert(id);
            } else {
                world.blocked.remove(&id);
            }
            nothing
        }
        Order::Register { whose, kind, name } => world
            .register(&whose, kind, &name)
            .map(Value::from)
            .ok_or_else(|| format!("nobody is called {whose}")),
        Order::RemoveMethod { id } => {
            world.methods.retain(|method| method.id != id);
            nothing
        }
        Order::OfferReports { offered } => {
            world.reports = offered;
            nothing
        }
        Order::TellAuthTime { told } => {
            world.tells_auth_time = told;
            nothing
        }
        Order::RotateKeys => {
            world.signing += 1;
            nothing
        }
        Order::SpoilTokens { times, spoil } => {
            world.spoils.extend((0..times).map(|_| spoil));
            nothing
        }
        Order::LeadBackWith { back } => {
            world.lead_backs.push_back(back);
            nothing
        }
        Order::Fail { what, times, fault } => {
            world.faults.push(Plan { what, times, fault });
            nothing
        }
        Order::Recover => {
            world.faults.clear();
            world.spoils.clear();
            world.lead_backs.clear();
            nothing
        }
        Order::ForgetLog => {
            world.log.clear();
            nothing
        }
    }
}

pub(crate) fn routes() -> Router<Shared> {
    Router::new().route("/control", get(told).post(ordered))
}

async fn told(State(world): State<Shared>) -> Json<Value> {
    let world = world.lock().expect("no handler panics");
    Json(json!({ "now": world.now(), "log": world.log, "people": world.people }))
}

async fn ordered(State(world): State<Shared>, Json(order): Json<Order>) -> (StatusCode, Json<Value>) {
    match obey(&mut world.lock().expect("no handler panics"), order) {
        Ok(answer) => (StatusCode::OK, Json(answer)),
        Err(words) => (StatusCode::BAD_REQUEST, Json(words.into())),
    }
}
