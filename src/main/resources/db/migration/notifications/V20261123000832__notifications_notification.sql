create table notification (
    id              uuid        primary key,
    agent_id        uuid        not null,
    conversation_id uuid        not null,
    inbox_id        uuid        not null,
    kind            text        not null,
    message_id      uuid,
    actor_kind      text        not null,
    actor_id        uuid,
    event_id        uuid        not null,
    created_at      timestamptz not null,
    read_at         timestamptz,
    unique (event_id, agent_id)
);
create index notification_agent on notification (agent_id, id);
create index notification_group on notification (agent_id, conversation_id, id);
create index notification_unread on notification (agent_id, conversation_id) where read_at is null;
create index notification_read on notification (agent_id, read_at) where read_at is not null;
create index notification_conversation on notification (conversation_id);
create index notification_message on notification (message_id) where kind = 'reply';
create index notification_old on notification (created_at);
comment on table notification is 'What an agent is told of an event: once, and only of what they may see. Forgotten after 60 days.';
