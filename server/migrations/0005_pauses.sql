-- Wrong tries in a row at something that the whole server shares, and the pause that is on.
create table pauses (
    name text primary key,
    wrong bigint not null,
    not_before bigint
);
