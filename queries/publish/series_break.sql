-- One row per indicator and break. No parameters.
SELECT indicator, break_date, reason FROM series_break
WHERE indicator IN (SELECT indicator FROM indicator WHERE family IN ('crime', 'published', 'population', 'survey'));
