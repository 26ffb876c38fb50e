-- 1 when the page stands on a device that others use, too.
alter table redemptions add column kiosk bigint not null default 0;
-- Since when something that its pass paid for is proven in it: from then on that proof carries it.
alter table redemptions add column carried_at bigint;
-- When somebody last signed in within it with a passkey that they had before.
alter table redemptions add column signed_in_at bigint;

-- How many wrong codes of authenticator apps came under this pass.
alter table passes add column wrong_codes bigint not null default 0;

-- Consumed one-time passes are those that a row with 'pass' names, one to one; what a proof carried
-- says 'proof'.
alter table credentials add column paid_by text not null default 'pass' check (paid_by in ('pass', 'proof'));
alter table credentials add column name text;

-- The secret that is shown to be taken over by an app, until a code confirms it.
create table authenticator_offers (
    redemption_id text primary key references redemptions (id) on delete cascade,
    id text not null,                -- becomes the authenticator's
    sealed bytea not null,           -- the secret under the server key
    ends_at bigint not null,
    wrong bigint not null default 0, -- codes in a row that were wrong
    not_before bigint                -- the end of a pause after wrong ones
);

create table authenticators (
    id text primary key,
    person_id text not null references people (id),
    pass_id text not null references passes (id),
    redemption_id text not null,     -- outlives the redemption
    paid_by text not null check (paid_by in ('pass', 'proof')),
    sealed bytea not null,
    last_step bigint not null,       -- no code of this step or an earlier one is taken again
    name text,
    created_at bigint not null
);

create index authenticators_by_person on authenticators (person_id, created_at);
create index authenticators_by_pass on authenticators (pass_id, created_at);
