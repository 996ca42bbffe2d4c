create index concurrently if not exists contact_point_of_domain on contact_point (split_part(normalized, '@', 2), id) where kind = 'email';
