alter table customer add column fields jsonb not null default '{}';
comment on column customer.fields is 'Values by the key of their field; text, dates, links and choices are strings.';
