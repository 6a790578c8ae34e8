"""What a point of a residual costs in PyTorch by nested automatic differentiation: the counterpart of DerivativeCostBenchmark.

    python3 derivative_step.py          # nanoseconds a point, the best of five, on one thread

One network of three layers of 64 tanh in double precision, 4,096 points of two coordinates; the squares of the residual with their gradient by all
parameters.
"""

import time

import torch

POINTS = 4096
ROUNDS = 5


def along(u, x, *axes):
    """The partial derivative of u along some axes, one after the other."""
    for axis in axes:
        u = torch.autograd.grad(u.sum(), x, create_graph=True)[0][:, axis]
    return u


RESIDUALS = {
    "laplacian": lambda u, x: along(u, x, 0, 0) + along(u, x, 1, 1),
    "mixed": lambda u, x: along(u, x, 0, 1),
    "third": lambda u, x: along(u, x, 1, 1, 1),
    "biharmonic": lambda u, x: along(u, x, 0, 0, 0, 0) + 2 * along(u, x, 0, 0, 1, 1) + along(u, x, 1, 1, 1, 1),
}


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    widths = [2, 64, 64, 64, 1]
    layers = []
    for i in range(4):
        layers += [torch.nn.Linear(widths[i], widths[i + 1])] + ([torch.nn.Tanh()] if i < 3 else [])
    network = torch.nn.Sequential(*layers)
    for name, residual in RESIDUALS.items():
        best = float("inf")
        for _ in range(ROUNDS + 1):
            began = time.perf_counter()
            network.zero_grad()
            x = torch.rand(POINTS, 2, requires_grad=True)
            r = residual(network(x)[:, 0], x) - 1
            (r * r).sum().backward()
            best = min(best, time.perf_counter() - began)
        print(f"{name} {best / POINTS * 1e9:.0f}")


if __name__ == "__main__":
    main()
