create index concurrently if not exists conversation_merged_customer on conversation (customer_id) where merged_root is not null;
