alter table message_content add column forward_of uuid references message;
