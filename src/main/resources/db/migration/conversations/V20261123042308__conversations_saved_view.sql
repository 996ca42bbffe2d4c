create table saved_view (
    id         uuid primary key,
    title      text        not null,
    team_id    uuid,
    owner_id   uuid,
    conditions jsonb       not null,
    sort       text        not null,
    columns    text[]      not null default '{}',
    sequence   bigint      not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    check (team_id is null or owner_id is null)
);
create index saved_view_owner on saved_view (owner_id);
comment on table saved_view is 'A list of conversations by conditions: for everyone, for a team, or for its owner alone. One that was deleted is kept for a while, to be taken back.';

create table saved_view_order (
    agent_id uuid primary key,
    views    uuid[] not null
);
comment on table saved_view_order is 'In which order an agent has the saved views; those that are not in it come after, by title.';
