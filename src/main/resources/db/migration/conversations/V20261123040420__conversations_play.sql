create table play_turn (
    id              uuid primary key,
    conversation_id uuid        not null references conversation,
    agent_id        uuid        not null,
    took            boolean     not null,
    handed_at       timestamptz not null,
    skipped_at      timestamptz,
    reason          text check (reason in ('not_mine', 'too_hard', 'waits', 'unclear', 'other')),
    note            text
);
create index play_turn_of on play_turn (conversation_id, agent_id, handed_at desc);
create index play_turn_skipped on play_turn (skipped_at desc, id desc) where skipped_at is not null;
comment on table play_turn is 'A conversation that play mode handed to an agent, and why they passed it on, if they did.';
