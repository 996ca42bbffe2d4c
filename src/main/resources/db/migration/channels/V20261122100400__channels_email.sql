create table mailbox (
    id              uuid primary key,
    inbox_id        uuid        not null,
    name            text        not null,
    address         text        not null check (address = lower(address)),
    incoming        text        not null default 'listener' check (incoming in ('listener')),
    smtp_host       text,
    smtp_port       int,
    smtp_tls        text check (smtp_tls in ('none', 'starttls', 'tls')),
    smtp_username   text,
    smtp_password   text,
    signature       text        not null default '',
    outgoing_state  text        not null default 'ok' check (outgoing_state in ('ok', 'failing')),
    last_error      text,
    last_error_at   timestamptz,
    sequence        bigint      not null default 1,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    deleted_at      timestamptz,
    check ((smtp_host is null) = (smtp_port is null) and (smtp_host is null) = (smtp_tls is null))
);
create unique index mailbox_address on mailbox (address) where deleted_at is null;
create index mailbox_inbox on mailbox (inbox_id, created_at) where deleted_at is null;
comment on table mailbox is 'One e-mail address with its incoming and outgoing settings; the password is encrypted with the key of the data directory.';

create table inbound (
    id              uuid primary key,
    mailbox_id      uuid        not null references mailbox,
    envelope_from   text        not null,
    envelope_to     text        not null,
    message_id      text,
    body_hash       bytea       not null,
    received_at     timestamptz not null,
    size            bigint      not null,
    raw             bytea,
    file            text,
    attempts        int         not null default 0,
    next_attempt_at timestamptz,
    outcome         text check (outcome in ('conversation', 'duplicate', 'bounce', 'autoReply', 'ownEcho', 'quarantined')),
    reason          text,
    conversation_id uuid,
    message_ref     uuid,
    bounce          jsonb,
    decided_at      timestamptz,
    check ((raw is null) <> (file is null))
);
alter table inbound alter column raw set storage external;
create index inbound_pending on inbound (received_at) where outcome is null;
create index inbound_message_id on inbound (message_id) where message_id is not null;
create unique index inbound_once on inbound (mailbox_id, message_id, body_hash)
    where outcome in ('conversation', 'bounce', 'autoReply', 'ownEcho') and message_id is not null;
create index inbound_quarantine on inbound (id desc) where outcome = 'quarantined';
create index inbound_message_ref on inbound (message_ref) where message_ref is not null;
create index inbound_mailbox on inbound (mailbox_id, id desc);
comment on table inbound is 'Every mail that was accepted, raw and durable before it was acknowledged, with exactly one outcome; none while it waits.';

create table outbox (
    message_id      uuid primary key,
    mailbox_id      uuid,
    raw             bytea,
    file            text,
    state           text        not null check (state in ('waiting', 'sending', 'sent', 'failed', 'withdrawn')),
    due_at          timestamptz not null,
    attempts        int         not null default 0,
    lease_until     timestamptz,
    last_error      text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
alter table outbox alter column raw set storage external;
create index outbox_due on outbox (due_at) where state in ('waiting', 'sending');
comment on table outbox is 'Messages on their way out: rendered once, so that every retry sends the same bytes under the same Message-ID.';
