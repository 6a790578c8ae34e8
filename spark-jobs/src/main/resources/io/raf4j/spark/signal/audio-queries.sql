-- How the loss fell, and what each round cost.
SELECT round, step, loss, sample_psnr, examples_per_second, seconds
FROM 'OUT/metrics/*.parquet'
ORDER BY round;

-- When the mean squared error first fell below 1e-3.
SELECT min(step) AS step, min(seconds) AS seconds
FROM 'OUT/metrics/*.parquet'
WHERE loss < 1e-3;

-- One line a run: how far it trained and how well it did.
SELECT run_id, samples, channels, sample_rate, mse, snr, log_spectral_distance, m.step, m.seconds
FROM 'OUT/report/*.parquet'
JOIN (SELECT run_id, max(step) AS step, max(seconds) AS seconds
      FROM 'OUT/metrics/*.parquet' GROUP BY run_id) AS m USING (run_id)
WHERE item = 'audio';
