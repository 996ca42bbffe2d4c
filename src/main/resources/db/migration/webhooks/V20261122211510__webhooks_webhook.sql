create table webhook (
    id              uuid        primary key,
    name            text        not null,
    url             text        not null,
    secret          text        not null,
    kinds           text[]      not null,
    enabled         boolean     not null,
    disabled_for    text,
    failing_since   timestamptz,
    last_error      text,
    last_success_at timestamptz,
    created_at      timestamptz not null,
    created_by      uuid,
    sequence        bigint      not null default 1
);
comment on table webhook is 'An address that is told of events of the log; its secret is encrypted with the key of the data directory.';

create table webhook_delivery (
    id           uuid        primary key,
    webhook_id   uuid        not null references webhook on delete cascade,
    event_id     uuid        not null,
    kind         text        not null,
    body         text        not null,
    state        text        not null check (state in ('waiting', 'delivered', 'failed')),
    attempts     int         not null default 0,
    due_at       timestamptz not null,
    leased_until timestamptz,
    status       int,
    error        text,
    millis       bigint,
    created_at   timestamptz not null,
    done_at      timestamptz
);
create index webhook_delivery_due on webhook_delivery (webhook_id, due_at) where state = 'waiting';
create index webhook_delivery_log on webhook_delivery (webhook_id, id desc);
create index webhook_delivery_old on webhook_delivery (created_at) where state <> 'waiting';
comment on table webhook_delivery is 'One event for one webhook: what is to be sent, and what came of it. Finished ones are kept for 30 days.';
