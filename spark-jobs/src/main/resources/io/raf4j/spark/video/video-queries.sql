-- How the loss fell, and what each round cost.
SELECT round, step, loss, sample_psnr, examples_per_second, seconds
FROM 'OUT/metrics/*.parquet'
ORDER BY round;

-- When the sampled PSNR first reached 25 dB.
SELECT min(step) AS step, min(seconds) AS seconds
FROM 'OUT/metrics/*.parquet'
WHERE sample_psnr >= 25;

-- The ten frames that were reconstructed worst.
SELECT frame, source_frame, psnr, ssim
FROM 'OUT/report/*.parquet'
WHERE item = 'frame'
ORDER BY psnr
LIMIT 10;

-- One line a run: how far it trained and how well it did.
SELECT run_id, m.step, m.seconds, r.mean_psnr, r.worst_psnr
FROM (SELECT run_id, max(step) AS step, max(seconds) AS seconds
      FROM 'OUT/metrics/*.parquet' GROUP BY run_id) AS m
JOIN (SELECT run_id, avg(psnr) AS mean_psnr, min(psnr) AS worst_psnr
      FROM 'OUT/report/*.parquet' GROUP BY run_id) AS r USING (run_id);
