alter table conversation add column side_of uuid references conversation;
comment on column conversation.side_of is 'The conversation that this one is a side thread of (docs/adr/0091): it stands in no list, and its inbox_id follows that one.';

create table side_thread (
    conversation_id uuid primary key references conversation,
    kind            text        not null check (kind in ('outside', 'team', 'colleague')),
    asked_by        uuid,
    due_at          timestamptz not null,
    created_at      timestamptz not null
);
create index side_thread_due on side_thread (due_at, conversation_id);
comment on table side_thread is 'What somebody was asked beside a conversation, and until when they shall have answered.';
