-- How the loss fell and the image cleared, and what each round cost.
SELECT round, step, loss, sample_psnr, sample_ssim, examples_per_second, seconds
FROM 'OUT/metrics/*.parquet'
ORDER BY round;

-- When the PSNR first reached 30 dB.
SELECT min(step) AS step, min(seconds) AS seconds
FROM 'OUT/metrics/*.parquet'
WHERE sample_psnr >= 30;

-- One line a run: how far it trained and how well it did.
SELECT run_id, height, width, channels, mse, psnr, ssim, m.step, m.seconds
FROM 'OUT/report/*.parquet'
JOIN (SELECT run_id, max(step) AS step, max(seconds) AS seconds
      FROM 'OUT/metrics/*.parquet' GROUP BY run_id) AS m USING (run_id)
WHERE item = 'image';
