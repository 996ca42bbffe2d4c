alter table message_content
    add column erased_at timestamptz;
comment on column message_content.erased_at is 'When its words, names and addresses were forgotten for good; that it was said stays.';
alter table conversation
    add column erased_at timestamptz;
comment on column conversation.erased_at is 'When its subject, drafts and participants were forgotten for good.';
