-- Rows pass through event_incoming within milliseconds and it is read whole: dead ones are cleared each time the
-- launcher of autovacuum looks. Its file is not cut, which would lock writers out for a moment.
alter table event_incoming set (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = false
);
alter table log_consumer set (
    fillfactor = 50,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000
);

-- A stream's numbers are its writer's duty. A writer that breaks it must not be found out by the stamper, which would
-- stop for all: order within the stream is told by the position as well.
drop index event_log_stream;
create index event_log_stream on event_log (stream_id, sequence);
