drop index concurrently if exists contact_point_domain;
