-- The sweep of contents asks whether any of these names one; few rows do.
create index inbound_file on inbound (file) where file is not null;
create index outbox_file on outbox (file) where file is not null;
