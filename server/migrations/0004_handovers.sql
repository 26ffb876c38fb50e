create table handovers (
    id text primary key,
    redemption_id text not null references redemptions (id) on delete cascade,
    secret_hash bytea not null unique, -- of the secret in the link
    view_hash bytea,                   -- of the first screen's token; null once it forgot the view
    claim_hash bytea unique,           -- of the token of the device that opened the link first
    number bigint,                     -- what both screens show, from the claim on
    ends_at bigint not null,           -- until when it can be claimed; then, until when it can be agreed to
    agreed_at bigint,
    ended text check (ended in ('refused', 'contested', 'left')),
    intruded bigint not null default 0
);

create index handovers_by_redemption on handovers (redemption_id);
create index handovers_by_view on handovers (view_hash);
