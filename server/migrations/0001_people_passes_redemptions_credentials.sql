-- The portable subset of SQLite and PostgreSQL: text, bigint, bytea. Times are milliseconds since
-- 1970-01-01T00:00:00Z, truth values are 0 or 1.

create table settings (
    name text primary key,
    value text not null
);

-- How often a pass was tried that could be nobody's. Counting those costs what counting a guess at
-- somebody's pass costs, so that the time of an answer does not tell the two apart.
create table tallies (
    name text primary key,
    count bigint not null
);

create table people (
    id text primary key,             -- a uuid, the WebAuthn user handle
    user_name text not null unique,  -- canonical
    display_name text not null,
    salt bytea not null,             -- one for all passes of a person: one try costs one hash
    created_at bigint not null
);

create table passes (
    id text primary key,
    person_id text not null references people (id),
    hash bytea,                      -- null once it is too old to be told apart
    starts_at bigint not null,
    lifetime_in_minutes bigint not null,
    one_time bigint not null,
    created_at bigint not null,
    attempts bigint not null default 0,
    used_at bigint,
    ended_at bigint,
    ended_reason text check (ended_reason in ('replaced', 'revoked')),
    check ((ended_at is null) = (ended_reason is null))
);

create unique index one_pass_a_person on passes (person_id) where ended_at is null;
create index passes_by_person on passes (person_id, created_at);

create table redemptions (
    id text primary key,
    token_hash bytea not null unique,
    pass_id text not null references passes (id),
    opened_at bigint not null,
    closes_at bigint not null,
    superseded_at bigint,
    left_at bigint,
    challenge_id text,               -- the newest challenge; a newer one replaces it
    challenge_state text,
    challenge_way text,              -- null when the challenge is to prove a passkey
    challenge_passkey text,          -- null when the challenge is to register one
    challenge_ends_at bigint
);

create index redemptions_by_pass on redemptions (pass_id);
create index redemptions_by_end on redemptions (closes_at);

create table credentials (
    id text primary key,             -- the credential id in base64url
    person_id text not null references people (id),
    pass_id text not null references passes (id),
    redemption_id text not null,     -- outlives the redemption
    idempotency_key text not null,
    body_hash bytea not null,
    answer text not null,            -- what the registration was answered, for its repetition
    passkey text not null,
    way text not null,
    backed_up bigint not null,
    created_at bigint not null,
    proven_at bigint
);

create unique index one_answer_a_key on credentials (redemption_id, idempotency_key);
create index credentials_by_person on credentials (person_id, created_at);
create index credentials_by_pass on credentials (pass_id, created_at);
