create table snippet (
    id         uuid primary key,
    title      text        not null,
    shortcut   text,
    language   text,
    team_id    uuid,
    owner_id   uuid,
    html       text        not null,
    body       text        not null,
    sequence   bigint      not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (team_id is null or owner_id is null)
);
create index snippet_title on snippet (lower(title), id);
comment on table snippet is 'A text that agents put into what they write: for everyone, for a team, or for its owner alone.';

create table snippet_file (
    id           uuid primary key,
    snippet_id   uuid   not null references snippet on delete cascade,
    file_name    text   not null,
    content_type text   not null,
    size         bigint not null,
    content      bytea,
    file         text,
    check ((content is null) <> (file is null))
);
alter table snippet_file alter column content set storage external;
create index snippet_file_snippet on snippet_file (snippet_id);
comment on table snippet_file is 'Files that come along with a snippet.';
