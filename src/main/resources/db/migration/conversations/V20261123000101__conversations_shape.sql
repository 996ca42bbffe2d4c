alter table conversation
    add column fields     jsonb not null default '{}',
    add column reason     text,
    add column complexity text check (complexity in ('simple', 'normal', 'hard'));
comment on column conversation.fields is 'Values by the key of their field. Who filters also says fields <> ''{}'', which the index is limited to.';
comment on column conversation.reason is 'The key of a contact reason of the brand.';
