-- One row per area, the municipality included; the gate keeps the division that is published. No parameters.
SELECT municipality, area, name, area_level, area_version FROM area WHERE area_level <> 'unplaced';
