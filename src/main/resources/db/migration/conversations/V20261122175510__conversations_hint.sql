create table conversation_hint (
    id              uuid primary key,
    conversation_id uuid        not null references conversation,
    kind            text        not null check (kind in ('belongs', 'customer')),
    other_id        uuid references conversation,
    reason          text        not null,
    address         text,
    name            text,
    state           text        not null default 'open' check (state in ('open', 'accepted', 'dismissed')),
    created_at      timestamptz not null,
    check ((kind = 'belongs') = (other_id is not null)),
    check ((kind = 'customer') = (address is not null))
);
create index conversation_hint_conversation on conversation_hint (conversation_id);
comment on table conversation_hint is 'What a mail suggests and only an agent decides: that it belongs to another conversation, or whom it is really from.';
