-- Alerts that a command raised, which has no log: a server tells its own of them.

alter table alerts add column logged bigint not null default 1;

create index alerts_to_log on alerts (logged);
