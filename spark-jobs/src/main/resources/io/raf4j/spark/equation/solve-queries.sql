-- How loss and error fell, by which optimiser, and what each round cost.
SELECT round, step, optimizer, loss, relative_l2, learning_rate, damping, examples_per_second, seconds
FROM 'OUT/metrics/*.parquet'
ORDER BY round;

-- When the relative L2 error first fell below 1e-2.
SELECT min(step) AS step, min(seconds) AS seconds
FROM 'OUT/metrics/*.parquet'
WHERE relative_l2 < 1e-2;

-- How well the problem was solved, one line a run.
SELECT problem, dimension, parameters, relative_l2, relative_l2_untrained, max_error, relative_h1, residual, seconds
FROM 'OUT/report/problem/*.parquet';

-- Which condition is missed most, and how much of the loss each of its residuals has.
SELECT name, place, points, residual, standard_error, weight * scale * scale * residual * residual AS loss_each
FROM 'OUT/report/conditions/*.parquet'
ORDER BY loss_each DESC, index;

-- The ten points where the equation is missed most.
SELECT coordinates, component, u, exact, error, residual
FROM 'OUT/report/points/*.parquet'
ORDER BY abs(residual) DESC, index
LIMIT 10;
