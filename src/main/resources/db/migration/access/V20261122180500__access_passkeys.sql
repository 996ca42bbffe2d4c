create table passkey (
    id            uuid primary key,
    agent_id      uuid        not null references agent,
    credential_id bytea       not null unique,
    credential    bytea       not null,
    rp_id         text        not null,
    counter       bigint      not null,
    synced        boolean     not null,
    name          text        not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz
);
create index passkey_agent on passkey (agent_id);
comment on table passkey is 'Public keys with which agents sign in (WebAuthn); rp_id is the host they were made for.';

create table passkey_challenge (
    challenge_hash bytea primary key,
    agent_id       uuid references agent,
    expires_at     timestamptz not null
);
comment on table passkey_challenge is 'Challenges that wait for an answer, each good once; of an agent who makes a passkey, or of nobody who signs in yet.';
