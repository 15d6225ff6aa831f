-- One row per area that the public may see: the municipality as a whole. No parameters.
SELECT municipality, area, name, area_level, area_version FROM area WHERE area_level = 'municipality';
