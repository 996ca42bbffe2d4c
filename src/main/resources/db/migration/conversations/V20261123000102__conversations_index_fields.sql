create index concurrently if not exists conversation_fields on conversation using gin (fields jsonb_path_ops) where fields <> '{}';
