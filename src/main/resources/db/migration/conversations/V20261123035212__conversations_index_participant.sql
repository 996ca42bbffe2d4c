create index concurrently if not exists participant_address on participant (address);
