create index concurrently if not exists conversation_reason on conversation (reason, inbox_id) where reason is not null;
