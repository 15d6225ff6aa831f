-- One row: how many answers a newer delivery of the same wave has replaced. No parameters.
SELECT count(*) AS answers FROM answer_delivered WHERE edition = 1;
