-- What won on each subject, and by how much.
SELECT subject, activation, n, failed, mean, standard_deviation, improvement, improvement_unit, improvement_at
FROM 'OUT/report/summary/*.parquet'
ORDER BY subject, index;

-- Every cell with its figures, NULL where a kind of job has none.
SELECT subject, activation, seed, status, error, psnr, mse, relative_l2, relative_errors, condition_number, steps, seconds
FROM 'OUT/report/cells/*.parquet'
ORDER BY index;

-- The loss of every cell when its training ended.
SELECT subject, activation, seed, max(step) AS steps, max_by(loss, round) AS loss
FROM 'OUT/metrics/*.parquet'
GROUP BY subject, activation, seed
ORDER BY subject, activation, seed;
