create table brand (
    id         uuid primary key,
    sequence   bigint      not null default 1,
    name       text        not null,
    language   text        not null check (language in ('en', 'pl', 'sl')),
    signature  text        not null default '',
    created_at timestamptz not null
);
comment on table brand is 'A shop with its name, language and signature; there is always at least one.';

create table team (
    id         uuid primary key,
    sequence   bigint      not null default 1,
    name       text        not null,
    created_at timestamptz not null
);
comment on table team is 'People who own work and see inboxes.';

create table agent (
    id           uuid primary key,
    sequence     bigint      not null default 1,
    name         text        not null,
    email        text        not null unique,
    role         text        not null check (role in ('owner', 'administrator', 'supervisor', 'agent', 'light_agent')),
    status       text        not null check (status in ('invited', 'active', 'deactivated')),
    password     text,
    language     text        not null check (language in ('en', 'pl', 'sl')),
    theme        text        not null default 'auto' check (theme in ('light', 'dark', 'auto')),
    density      text        not null default 'comfortable' check (density in ('comfortable', 'compact')),
    signature    text        not null default '',
    created_at   timestamptz not null,
    last_seen_at timestamptz
);
create index agent_name on agent (lower(name), id);
comment on table agent is 'A person inside. Never deleted: messages keep their author. The password is an Argon2id hash.';

create table team_member (
    team_id  uuid not null references team on delete cascade,
    agent_id uuid not null references agent,
    primary key (team_id, agent_id)
);
create index team_member_agent on team_member (agent_id, team_id);
comment on table team_member is 'Which agents are in a team.';

create table agent_session (
    id           uuid primary key,
    token_hash   bytea       not null unique,
    agent_id     uuid        not null references agent,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    ip           text        not null,
    user_agent   text        not null
);
create index agent_session_agent on agent_session (agent_id);
create index agent_session_last_seen on agent_session (last_seen_at);
comment on table agent_session is 'Browsers that are signed in; the cookie holds a random token, this table only its SHA-256.';

create table agent_link (
    token_hash bytea primary key,
    agent_id   uuid        not null references agent,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index agent_link_agent on agent_link (agent_id);
comment on table agent_link is 'One-time links with which an agent sets a password: invitation or reset. Only the SHA-256 of the token.';

create table api_key (
    id              uuid primary key,
    sequence        bigint      not null default 1,
    name            text        not null,
    prefix          text        not null,
    key_hash        bytea       not null unique,
    scopes          text[]      not null,
    inboxes         uuid[],
    owner_rights    boolean     not null default false,
    bootstrap       boolean     not null default false,
    created_at      timestamptz not null,
    created_by_kind text        not null,
    created_by      uuid,
    last_used_at    timestamptz,
    revoked_at      timestamptz
);
create unique index api_key_bootstrap on api_key (bootstrap) where bootstrap;
comment on table api_key is 'Keys of integrations: only the SHA-256 is kept. Inboxes null means all. A revoked key stays as the name of its messages.';
comment on column api_key.bootstrap is 'The one made from CENTRALA_BOOTSTRAP_TOKEN; once made it is never made again, revoked or not.';

create table sign_in_throttle (
    bucket         bytea primary key,
    attempts       int         not null,
    window_ends_at timestamptz not null
);
create index sign_in_throttle_window on sign_in_throttle (window_ends_at);
comment on table sign_in_throttle is 'Attempts to sign in or to guess the set-up code, counted per hashed address, network or known browser.';
