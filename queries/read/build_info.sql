-- One row: what this file is and what it was made from. No parameters.
FROM build_info;
