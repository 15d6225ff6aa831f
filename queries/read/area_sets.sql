-- One row per named set of areas and member, with the member's name where it is known. No parameters.
SELECT s.area, s.name, s.kind, s.area_version, s.member, coalesce(a.name, s.member) AS member_name, s.member_version,
    EXISTS (FROM estimate AS e WHERE e.area = s.area AND e.area_version = s.area_version) AS has_figures
FROM area_set AS s
LEFT JOIN area AS a ON a.area = s.member AND a.area_version = s.member_version
ORDER BY s.kind, s.name COLLATE sv, member_name COLLATE sv, s.member_version;
