-- 1 when the challenge is to prove any one of the person's passkeys; challenge_way and
-- challenge_passkey are null then.
alter table redemptions add column challenge_any bigint;
