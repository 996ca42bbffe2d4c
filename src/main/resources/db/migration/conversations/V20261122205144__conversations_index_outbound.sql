create index concurrently if not exists message_outbound on message (created_at) where direction = 'outbound';
