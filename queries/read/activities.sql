-- One row per activity, earliest first; late: past its end on $day without being done or cancelled; followed_on: when it was last followed up; effect: its newest estimate.
SELECT
    activity.*,
    coalesce(ends_on < $day AND status IN ('planned', 'ongoing'), false) AS late,
    last_follow_up.followed_on, last_follow_up.result, estimate.effect, estimate.effect_low, estimate.effect_high, estimate.effect_unit,
    estimate.evidence, coalesce(area.name, '') AS area_name
FROM activity
LEFT JOIN (
    SELECT activity, max(followed_on) AS followed_on, arg_max(result, followed_on) AS result FROM follow_up GROUP BY activity
) AS last_follow_up USING (activity)
LEFT JOIN (
    FROM follow_up WHERE evidence <> ''
    QUALIFY row_number() OVER (PARTITION BY activity ORDER BY followed_on DESC, follow_up DESC) = 1
) AS estimate USING (activity)
LEFT JOIN (SELECT area, any_value(name) AS name FROM area GROUP BY area) AS area USING (area)
ORDER BY starts_on NULLS LAST, ends_on NULLS LAST, title COLLATE sv;
