-- The sweep of contents asks whether any of these names one; few rows do.
create index attachment_file on attachment (file) where file is not null;
create index draft_file_file on draft_file (file) where file is not null;
