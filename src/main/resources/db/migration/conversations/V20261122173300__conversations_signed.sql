alter table message_content add column signed boolean not null default true;
comment on column message_content.signed is 'Whether a signature is put under it when it leaves.';
