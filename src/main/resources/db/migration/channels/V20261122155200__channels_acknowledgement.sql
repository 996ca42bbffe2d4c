create table acknowledgement (
    inbox_id   uuid        not null,
    language   text        not null check (language in ('en', 'pl', 'sl')),
    enabled    boolean     not null,
    body       text        not null,
    updated_at timestamptz not null,
    primary key (inbox_id, language)
);
comment on table acknowledgement is 'What a customer who opens a conversation is told at once, per inbox and language; nothing unless enabled.';

create table acknowledgement_sent (
    conversation_id uuid primary key,
    address         text        not null,
    sent_at         timestamptz not null
);
create index acknowledgement_sent_address on acknowledgement_sent (address, sent_at);
comment on table acknowledgement_sent is 'Whom we told that we have their mail: once for a conversation, and a few times a day for an address.';
