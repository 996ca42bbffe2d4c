create table conversation_split (
    conversation_id uuid primary key references conversation,
    from_id         uuid        not null references conversation,
    split_at        timestamptz not null
);
create index conversation_split_from on conversation_split (from_id);
comment on table conversation_split is 'A conversation that was made of messages of another one (docs/adr/0090).';

create table message_move (
    message_id uuid   not null references message,
    into_id    uuid   not null references conversation,
    from_id    uuid   not null references conversation,
    sequence   bigint not null,
    primary key (message_id, into_id)
);
comment on table message_move is 'Where a message stood before it was split off, and at which place: what was sent from there still answers to that reply address.';
