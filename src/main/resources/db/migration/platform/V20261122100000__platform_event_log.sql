-- The event log (docs/adr/0030). A command inserts into event_incoming inside its own transaction; after the commit
-- one stamper at a time moves the rows, in order of insertion, to event_log and gives each its position.
create table event_incoming (
    serial      bigint generated always as identity,
    id          uuid        not null,
    at          timestamptz not null,
    stream_type text        not null,
    stream_id   uuid        not null,
    sequence    bigint      not null,
    kind        text        not null,
    actor_kind  text        not null,
    actor_id    uuid,
    inbox_id    uuid,
    changes     jsonb,
    refs        jsonb
);
comment on table event_incoming is 'Events committed but not yet given a position; empty but for the last milliseconds. It has no index: it is only ever read whole.';

create table event_log (
    position    bigint primary key,
    id          uuid        not null,
    at          timestamptz not null,
    stream_type text        not null,
    stream_id   uuid        not null,
    sequence    bigint      not null,
    kind        text        not null,
    actor_kind  text        not null,
    actor_id    uuid,
    inbox_id    uuid,
    changes     jsonb,
    refs        jsonb
);
create unique index event_log_stream on event_log (stream_id, sequence);
comment on table event_log is 'The one append-only log of all modules: what happened, to what, by whom; changed scalars and ids only, never bodies, names or subjects.';

create table log_consumer (
    name     text primary key,
    position bigint      not null default 0,
    attempts int         not null default 0,
    error    text,
    moved_at timestamptz not null default now()
);
comment on table log_consumer is 'The durable place of each consumer that runs once in the cluster; the row lock is its lease.';

create table log_dead_letter (
    consumer text        not null references log_consumer,
    position bigint      not null,
    error    text        not null,
    at       timestamptz not null default now(),
    primary key (consumer, position)
);
comment on table log_dead_letter is 'Events that a consumer could not take after repeated tries; it went on without them and they can be handed to it again.';
