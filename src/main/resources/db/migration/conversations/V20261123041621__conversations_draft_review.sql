create table draft_review (
    id              uuid primary key,
    conversation_id uuid        not null references conversation,
    agent_id        uuid        not null,
    text            text        not null,
    html            text,
    state           text        not null check (state in ('asked', 'approved', 'returned')),
    changed_by      uuid        not null,
    version         bigint      not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    unique (conversation_id, agent_id)
);
comment on table draft_review is 'An answer that is not sent yet and that colleagues look over: gone when it is sent or taken back.';

create table draft_review_asked (
    review_id uuid not null references draft_review on delete cascade,
    agent_id  uuid,
    team_id   uuid,
    check ((agent_id is null) <> (team_id is null)),
    unique nulls not distinct (review_id, agent_id, team_id)
);
comment on table draft_review_asked is 'Who is asked to look a draft over.';

create table draft_review_comment (
    id         uuid primary key,
    review_id  uuid        not null references draft_review on delete cascade,
    agent_id   uuid        not null,
    text       text        not null,
    created_at timestamptz not null
);
create index draft_review_comment_review on draft_review_comment (review_id);
comment on table draft_review_comment is 'What colleagues say about a draft that they look over.';
