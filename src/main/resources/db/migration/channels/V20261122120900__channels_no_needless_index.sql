-- Nothing lists arrivals by mailbox, and a mailbox is never deleted: it only cost every arriving mail two entries.
drop index inbound_mailbox;
