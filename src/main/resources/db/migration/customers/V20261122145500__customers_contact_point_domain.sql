-- Whether a domain is that of a customer: asked of senders whose domain is written to look like another one.
create index contact_point_domain on contact_point (split_part(normalized, '@', 2)) where kind = 'email';
