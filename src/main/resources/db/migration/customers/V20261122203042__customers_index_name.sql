create index concurrently if not exists customer_by_name on customer ((name = ''), lower(name), id);
