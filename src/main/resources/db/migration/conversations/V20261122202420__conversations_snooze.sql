alter table conversation
    add column snoozed_until  timestamptz,
    add column woken_sequence bigint not null default 0;
comment on column conversation.snoozed_until is 'When it comes back into the lists of what is open; none for what is there.';
comment on column conversation.woken_sequence is 'The sequence at which it last came back: unread to whoever has not read so far.';
