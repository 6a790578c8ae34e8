-- What each kernel's spectrum says, along training.
SELECT step, condition_number, condition_resolved, effective_rank, lambda_max, lambda_min, trace
FROM 'OUT/report/ntk/*.parquet'
ORDER BY step;

-- How many eigenvalues make up 99 % of the trace.
SELECT step, min(index) AS eigenvalues
FROM (SELECT step, index,
             sum(eigenvalue) OVER (PARTITION BY step ORDER BY index) / sum(eigenvalue) OVER (PARTITION BY step) AS share
      FROM 'OUT/report/spectrum/*.parquet') AS shares
WHERE share >= 0.99
GROUP BY step
ORDER BY step;
