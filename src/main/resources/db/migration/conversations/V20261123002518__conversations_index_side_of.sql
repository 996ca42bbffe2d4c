create index concurrently if not exists conversation_side_of on conversation (side_of) where side_of is not null;
