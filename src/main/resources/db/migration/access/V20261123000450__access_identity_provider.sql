create table identity_provider (
    id            uuid primary key,
    sequence      bigint      not null default 1,
    enabled       boolean     not null,
    label         text        not null,
    issuer        text        not null,
    client_id     text        not null,
    secret        text,
    scopes        text[]      not null,
    domains       text[]      not null,
    creates       boolean     not null,
    default_role  text references agent_role,
    claim         text        not null,
    second_factor boolean     not null,
    created_at    timestamptz not null,
    only_one      boolean     not null default true unique check (only_one)
);
comment on table identity_provider is 'Where agents may sign in instead of with a password (OpenID Connect); the secret is encrypted.';
comment on column identity_provider.second_factor is 'Whether the provider asks for a second factor itself, so that ours is not asked for.';

create table identity_rule (
    provider_id uuid   not null references identity_provider on delete cascade,
    place       int    not null,
    value       text   not null,
    role        text references agent_role,
    teams       uuid[] not null,
    primary key (provider_id, place)
);
comment on table identity_rule is 'Which role and teams somebody gets whom the provider gives this value of the claim.';

create table agent_identity (
    issuer    text        not null,
    subject   text        not null,
    agent_id  uuid        not null references agent,
    linked_at timestamptz not null,
    primary key (issuer, subject),
    unique (agent_id, issuer)
);
comment on table agent_identity is 'Which account of a provider is which agent: by its subject, which never changes hands, not by its address.';

create table provider_sign_in (
    state_hash   bytea primary key,
    browser_hash bytea       not null,
    redirect     text        not null,
    expires_at   timestamptz not null,
    asked_at     timestamptz,
    agent_id     uuid references agent
);
comment on table provider_sign_in is 'Sign-ins that are away at the provider, each good once and in the browser that began it. agent_id: proven there, a code of ours is still asked for.';
