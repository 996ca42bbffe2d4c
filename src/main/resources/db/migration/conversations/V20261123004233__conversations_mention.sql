create table mention (
    message_id uuid not null references message on delete cascade,
    agent_id   uuid,
    team_id    uuid,
    check ((agent_id is null) <> (team_id is null)),
    unique nulls not distinct (message_id, agent_id, team_id)
);
comment on table mention is 'Which agents and teams a note names, of those who saw its inbox when it was written.';
