-- fail incident: Ett antal händelser är mindre än ett.
SELECT receipt, line, events FROM incident WHERE events < 1;
