"""Files of rows as others make them (CSV, XLSX, ODS), read in a limited child process."""
