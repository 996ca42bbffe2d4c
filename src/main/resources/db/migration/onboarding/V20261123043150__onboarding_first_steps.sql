create table onboarding_step (
    agent_id uuid        not null,
    step     text        not null,
    at       timestamptz not null,
    primary key (agent_id, step)
);
comment on table onboarding_step is 'Which first steps an agent has taken, and when for the first time.';

create table onboarding_hidden (
    agent_id uuid primary key
);
comment on table onboarding_hidden is 'Agents who want to see the first steps no more.';
