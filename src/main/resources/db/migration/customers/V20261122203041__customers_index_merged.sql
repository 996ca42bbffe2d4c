create index concurrently if not exists customer_merged on customer (merged_root) where merged_root is not null;
