-- The eigenvalues with their error bars.
SELECT index, eigenvalue, standard_error, exact, relative_error, rayleigh, carried, scatter, bias, largest_share, residual_norm
FROM 'OUT/report/eigenvalues/*.parquet'
ORDER BY index;

-- How the sum of the eigenvalues fell, and what each round cost.
SELECT round, step, optimizer, loss, examples_per_second, seconds
FROM 'OUT/metrics/*.parquet'
ORDER BY round;

-- Where each eigenfunction is largest among the points that were kept.
SELECT component, max_by(coordinates, abs(u)) AS coordinates, max(abs(u)) AS largest
FROM 'OUT/report/points/*.parquet'
GROUP BY component
ORDER BY component;
