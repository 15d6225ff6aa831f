-- One row per named set of areas and member: an authored fact, no figure. No parameters.
SELECT municipality, area, name, kind, area_version, member, member_version FROM area_set;
