-- One row per figure that may be published: whole and pooled years, waves, no subgroups; the gate hides among them. No parameters.
SELECT
    e.municipality, e.area, e.area_level, e.area_version, e.indicator, e.subgroup, e.period_start, e.period_end, e.period_kind,
    e.complete, e.preliminary, e.value, e.lower, e.upper, e.numerator, e.base, e.effective_base, e.standard_error, e.degrees,
    e.design_effect, e.unit, e.state, e.source, e.vintage, e.data_date
FROM estimate AS e
JOIN indicator AS i USING (indicator)
WHERE e.subgroup = 'all' AND e.complete AND e.area_level <> 'unplaced'
    AND CASE i.family
        WHEN 'crime' THEN CASE
            WHEN i.sensitive THEN e.area_level = 'municipality' AND e.period_kind IN ('pool3', 'pool5')
            ELSE e.period_kind IN ('year', 'pool3', 'pool5')
        END
        WHEN 'published' THEN e.area_level = 'municipality' AND e.period_kind = 'year'
        WHEN 'population' THEN e.period_kind = 'year'
        WHEN 'survey' THEN e.period_kind = 'wave' AND (NOT i.sensitive OR e.area_level = 'municipality')
        ELSE false
    END;
