alter table inbound add column personal boolean not null default false;
comment on column inbound.personal is 'A person wrote it, to us and not long before it came: a machine may answer it.';
