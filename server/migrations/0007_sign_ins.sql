-- With Microsoft Entra ID as the directory: sign-ins that were begun there, and the visits that they open.
-- Neither a code nor a token of Microsoft's is kept.

create table sign_ins (
    id text primary key,
    handle_hash bytea not null unique, -- what the browser keeps that began it
    state_hash bytea not null,         -- what Microsoft leads back with
    sealed bytea not null,             -- the PKCE verifier and the nonce
    page text not null,                -- where Microsoft leads back to
    invited text,                      -- whom the invitation names; null without one
    network text not null,             -- from where it was begun
    ends_at bigint not null,           -- half-open
    answered_at bigint                 -- once, whatever the answer was
);

create index sign_ins_by_end on sign_ins (ends_at);
create index sign_ins_by_network on sign_ins (network);

create table visits (
    id text primary key,
    token_hash bytea not null unique,
    person_id text not null,           -- as the tenant knows them
    user_name text not null,
    display_name text not null,
    another_person bigint not null,    -- than the invitation names
    signed_in_at bigint not null,
    closes_at bigint not null,         -- half-open
    left_at bigint,
    known text not null,               -- what was there when they signed in, as JSON
    found text not null                -- what is there since then, as JSON
);

create index visits_by_close on visits (closes_at);
