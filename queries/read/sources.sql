-- One row per delivery, newest data first within each source. No parameters.
FROM source ORDER BY kind, title, data_date DESC NULLS LAST, received_on DESC, receipt;
