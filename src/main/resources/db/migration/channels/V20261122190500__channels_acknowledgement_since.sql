alter table acknowledgement add column enabled_at timestamptz;
update acknowledgement set enabled_at = updated_at where enabled;
comment on column acknowledgement.enabled_at is 'Since when it is switched on: nobody is told of mail that came before.';
