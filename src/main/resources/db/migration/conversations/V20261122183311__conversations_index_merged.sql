create index concurrently if not exists conversation_merged on conversation (merged_root) where merged_root is not null;
