create table draft_file (
    id              uuid primary key,
    conversation_id uuid   not null,
    agent_id        uuid   not null,
    audience        text   not null,
    file_name       text   not null,
    content_type    text   not null,
    size            bigint not null,
    content_id      text,
    content         bytea,
    file            text,
    check ((content is null) <> (file is null)),
    foreign key (conversation_id, agent_id, audience) references draft on delete cascade
);
alter table draft_file alter column content set storage external;
create index draft_file_draft on draft_file (conversation_id, agent_id, audience);
comment on table draft_file is 'Files that wait in a draft: they go out with it, or away with it.';
