create table macro (
    id         uuid primary key,
    title      text        not null,
    team_id    uuid,
    owner_id   uuid,
    actions    jsonb       not null,
    sequence   bigint      not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (team_id is null or owner_id is null)
);
create index macro_title on macro (lower(title), id);
comment on table macro is 'Several things that an agent does to a conversation in one step.';

create table macro_run (
    agent_id        uuid        not null,
    key             text        not null,
    macro_id        uuid        not null,
    conversation_id uuid        not null,
    message_id      uuid,
    at              timestamptz not null,
    primary key (agent_id, key)
);
comment on table macro_run is 'Runs by the key their author gave them, so that a repeated request does nothing twice.';
