create table follower (
    conversation_id uuid        not null references conversation,
    agent_id        uuid        not null,
    created_at      timestamptz not null,
    primary key (conversation_id, agent_id)
);
create index follower_agent on follower (agent_id);
comment on table follower is 'Agents who are told of what a customer writes in a conversation that may be somebody else''s.';
