create table conversation_link (
    id         uuid primary key,
    one_id     uuid        not null references conversation,
    other_id   uuid        not null references conversation,
    kind       text        not null check (kind in ('related', 'duplicate', 'parent', 'problem')),
    created_at timestamptz not null,
    check (one_id <> other_id)
);
create unique index conversation_link_pair on conversation_link (least(one_id, other_id), greatest(one_id, other_id));
create index conversation_link_one on conversation_link (one_id);
create index conversation_link_other on conversation_link (other_id);
comment on table conversation_link is 'Two conversations that have to do with each other; of a parent or problem it is other_id that is that of one_id.';

alter table conversation
    add column merged_into   uuid references conversation,
    add column merged_root   uuid references conversation,
    add column home_inbox_id uuid references inbox;
comment on column conversation.merged_into is 'Where it was merged; its rows stay its own. While it is, inbox_id follows that of merged_root, so that rights are one.';
comment on column conversation.merged_root is 'Where the chain of merged_into ends: derived, kept with it under one lock.';
comment on column conversation.home_inbox_id is 'The inbox it came by and goes back to, while it is merged.';

create table conversation_merge (
    conversation_id   uuid primary key references conversation,
    into_id           uuid        not null references conversation,
    actor_kind        text        not null,
    actor_id          uuid,
    merged_at         timestamptz not null,
    target_sequence   bigint      not null,
    target_status     text,
    customer_sequence bigint,
    activity_at       timestamptz
);
comment on table conversation_merge is 'Who merged a conversation, and what that changed on the other one: un-merging takes it back and deletes the row.';
