create table inbox (
    id         uuid primary key,
    name       text        not null,
    brand_id   uuid        not null,
    sequence   bigint      not null default 1,
    created_at timestamptz not null
);
comment on table inbox is 'The anchor of rights and brand: every door (mailbox, form, number) belongs to one inbox, and its teams see it.';

create table inbox_team (
    inbox_id uuid not null references inbox,
    team_id  uuid not null,
    primary key (inbox_id, team_id)
);
create index inbox_team_team on inbox_team (team_id);
comment on table inbox_team is 'Which teams see an inbox.';

create table conversation (
    id                     uuid primary key,
    number                 bigint      generated always as identity unique,
    subject                text        not null,
    status                 text        not null check (status in ('new', 'open', 'pending', 'on_hold', 'solved', 'closed')),
    is_open                boolean     not null generated always as (status in ('new', 'open', 'pending', 'on_hold')) stored,
    priority               text        not null check (priority in ('low', 'normal', 'high', 'urgent')),
    inbox_id               uuid        not null references inbox,
    brand_id               uuid        not null,
    mailbox_id             uuid,
    team_id                uuid,
    assignee_id            uuid,
    customer_id            uuid        not null,
    language               text,
    tags                   text[]      not null default '{}',
    spam                   boolean     not null default false,
    follow_up_of           uuid references conversation,
    sequence               bigint      not null,
    last_customer_sequence bigint      not null default 0,
    message_count          int         not null default 0,
    preview                text        not null default '',
    last_direction         text,
    last_channel           text,
    last_actor_kind        text,
    last_actor_id          uuid,
    last_message_at        timestamptz,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    last_activity_at       timestamptz not null
);
comment on table conversation is 'One matter of one customer over any channels. What lists sort, filter and show is copied in.';
-- Lists are read inbox by inbox (lateral), each in the order of its index.
create index conversation_activity on conversation (inbox_id, is_open, last_activity_at desc, id desc);
create index conversation_number on conversation (inbox_id, number desc);
create index conversation_mine on conversation (assignee_id, is_open, last_activity_at desc, id desc) where assignee_id is not null;
create index conversation_unassigned on conversation (inbox_id, last_activity_at desc, id desc) where assignee_id is null and is_open;
create index conversation_customer on conversation (customer_id, number desc);
create index conversation_mailbox on conversation (mailbox_id, number desc) where mailbox_id is not null;
create index conversation_tags on conversation using gin (tags);

create table message (
    id              uuid primary key,
    conversation_id uuid        not null references conversation,
    sequence        bigint      not null,
    direction       text        not null check (direction in ('inbound', 'outbound', 'note')),
    audience        text        not null check (audience in ('customer', 'team', 'side')),
    channel         text        not null,
    actor_kind      text        not null,
    actor_id        uuid,
    external_id     text,
    delivery_state  text check (delivery_state in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'bounced', 'undone')),
    delivery_detail jsonb,
    send_at         timestamptz,
    automatic       boolean     not null default false,
    created_at      timestamptz not null
);
create unique index message_place on message (conversation_id, sequence);
create index message_external on message (external_id) where external_id is not null;
comment on table message is 'One utterance in a conversation, narrow: what lists, threading and sending need.';

create table message_content (
    message_id   uuid primary key references message,
    from_address text,
    from_name    text,
    reply_to     text,
    recipients   jsonb not null default '{}',
    subject      text,
    body         text  not null,
    visible_body text  not null,
    html         text,
    quote        boolean not null default true
);
comment on table message_content is 'What a message says and to whom: the wide half of message.';

create table attachment (
    id           uuid primary key,
    message_id   uuid    not null references message,
    place        int     not null,
    file_name    text    not null,
    content_type text    not null,
    size         bigint  not null,
    content_id   text,
    content      bytea,
    file         text,
    check ((content is null) <> (file is null))
);
alter table attachment alter column content set storage external;
create index attachment_message on attachment (message_id, place);
comment on table attachment is 'A file of a message: small ones in the row, larger ones by content hash in the file store.';

create table participant (
    conversation_id uuid not null references conversation,
    address         text not null,
    name            text not null default '',
    primary key (conversation_id, address)
);
comment on table participant is 'The addresses outside that take part in a conversation; only they may join it again by a reference.';

create table draft (
    conversation_id uuid        not null references conversation,
    agent_id        uuid        not null,
    audience        text        not null check (audience in ('customer', 'team')),
    content         jsonb       not null,
    updated_at      timestamptz not null,
    primary key (conversation_id, agent_id, audience)
);
comment on table draft is 'What an agent has begun to write, one per conversation and audience.';

create table read_mark (
    conversation_id uuid   not null references conversation,
    agent_id        uuid   not null,
    sequence        bigint not null,
    primary key (conversation_id, agent_id)
);
comment on table read_mark is 'How far an agent has read a conversation.';

create table posted_once (
    actor_id   uuid        not null,
    key        text        not null,
    digest     text        not null,
    message_id uuid        not null references message,
    created_at timestamptz not null,
    primary key (actor_id, key)
);
comment on table posted_once is 'Idempotency keys of posted messages: the same key and body is the same message.';
