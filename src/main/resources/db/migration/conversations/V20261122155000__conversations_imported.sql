alter table message add column imported boolean not null default false;
comment on column message.imported is 'It is older than its mailbox is here: nobody is told of it, and nothing answers it by itself.';
