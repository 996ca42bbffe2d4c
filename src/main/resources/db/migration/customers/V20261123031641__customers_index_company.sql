create index concurrently if not exists customer_of_company on customer (company_id, (name = ''), lower(name), id) where company_id is not null;
