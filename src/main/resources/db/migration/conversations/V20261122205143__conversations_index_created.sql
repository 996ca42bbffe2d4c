create index concurrently if not exists conversation_created on conversation (inbox_id, created_at);
