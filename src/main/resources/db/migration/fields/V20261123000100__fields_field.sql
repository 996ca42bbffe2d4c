create table field (
    id          uuid primary key,
    subject     text        not null check (subject in ('conversation', 'customer')),
    key         text        not null,
    brand_id    uuid,
    name        text        not null,
    type        text        not null check (type in ('text', 'number', 'date', 'choice', 'checkbox', 'link')),
    choices     jsonb       not null default '[]',
    condition   jsonb,
    required    boolean     not null default false,
    place       integer     not null,
    archived_at timestamptz,
    sequence    bigint      not null default 1,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    unique (subject, key)
);
comment on table field is 'What a team asks about conversations or customers. Values are held by key, which never changes; an archived field keeps them.';

create table reason_tree (
    id         uuid primary key,
    brand_id   uuid        not null unique,
    required   boolean     not null default false,
    reasons    jsonb       not null default '[]',
    sequence   bigint      not null default 1,
    updated_at timestamptz not null
);
comment on table reason_tree is 'The contact reasons of a brand, in the order shown, each with its key, name and depth.';
