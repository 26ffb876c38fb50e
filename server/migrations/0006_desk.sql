-- People as their organisation knows them.
alter table people add column user_type text not null default 'Member' check (user_type in ('Member', 'Guest'));
alter table people add column external bigint not null default 0;  -- signs in elsewhere: a pass would be of no use
alter table people add column enabled bigint not null default 1;
alter table people add column emergency bigint not null default 0; -- an emergency access account

create table people_groups (
    id text primary key,
    display_name text not null unique,
    role_assignable bigint not null, -- whoever is in it is privileged
    created_at bigint not null
);

create table members (
    group_id text not null references people_groups (id) on delete cascade,
    person_id text not null references people (id) on delete cascade,
    primary key (group_id, person_id)
);

create index members_by_person on members (person_id);

-- What opens the desk's API.
create table tokens (
    id text primary key,
    name text not null,
    token_hash bytea not null unique,
    person_id text references people (id) on delete cascade, -- whom it acts for; null for an application
    scopes text not null,              -- separated by spaces
    privileged bigint not null,
    created_at bigint not null,
    expires_at bigint not null,        -- half-open
    revoked_at bigint,
    last_used_at bigint
);

-- What an IT lead decides: the policy of passes and the rules beside it, each a JSON object.
create table policies (
    name text primary key,
    body text not null,
    version bigint not null,
    changed_at bigint not null
);

-- Who issued it, to hold one issuer to a pace.
alter table passes add column issued_by text not null default '';
create index passes_by_issuer on passes (issued_by, created_at);

-- The audit event of the deed that made the row, so that cutting the audit shows; 0 when there was no
-- audit yet.
alter table passes add column event_seq bigint not null default 0;
alter table credentials add column event_seq bigint not null default 0;
alter table authenticators add column event_seq bigint not null default 0;

-- From which network the page that redeemed speaks.
alter table redemptions add column network text not null default '';

-- Wrong passes for one typed name from one network, whether or not anybody has that name.
create table guesses (
    subject bytea not null,            -- the name under the server key
    network text not null,
    pass_id text not null,             -- at which pass; empty at none
    wrong bigint not null,
    not_before bigint,
    last_at bigint not null,
    primary key (subject, network)
);

create index guesses_by_time on guesses (last_at);

-- Wrong passes from one network, for whomever.
create table networks (
    network text primary key,
    since bigint not null,
    wrong bigint not null
);

-- Only ever added to. Each row's hash takes in the one before, under a key that is not in here.
create table audit_events (
    seq bigint primary key,
    id text not null unique,
    kind text not null check (kind in ('directoryAudit', 'signIn')),
    at bigint not null,
    activity text not null,
    result text not null,
    code text not null,                -- why not, as the API says it; empty when it was done
    person_id text not null,           -- whom it was about; empty when nobody knows
    actor_id text not null,
    body text not null,                -- as Graph shows it
    hash bytea not null
);

create index audit_events_by_kind on audit_events (kind, seq);
create index audit_events_by_time on audit_events (kind, at);
create index audit_events_by_person on audit_events (person_id, seq);
create index audit_events_by_activity on audit_events (activity, seq);

-- What somebody must know soon, until it is delivered.
create table alerts (
    id text primary key,
    kind text not null,
    severity text not null,
    subject text not null,             -- what it is about: alerts of one kind about one subject are one
    body text not null,
    count bigint not null,
    first_at bigint not null,
    last_at bigint not null,
    tries bigint not null default 0,
    not_before bigint not null,        -- when delivering it is tried next
    delivered_at bigint
);

create index alerts_to_deliver on alerts (delivered_at, not_before);
create index alerts_by_subject on alerts (kind, subject, delivered_at);

-- A pass that is handed over by a link which shows it once. The key is in the link alone.
create table envelopes (
    id_hash bytea primary key,
    pass_id text not null references passes (id) on delete cascade,
    sealed bytea,                      -- null once it was read, a minute later
    reader_hash bytea,                 -- who read it, and may once more within that minute
    created_at bigint not null,
    opened_at bigint
);

create index envelopes_by_pass on envelopes (pass_id);
