-- One row: the internal build that this publication comes from. No parameters.
SELECT build, municipality, 'public' AS zone, made_for, code_version FROM build_info;
