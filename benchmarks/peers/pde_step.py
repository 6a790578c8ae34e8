"""One training step of a differential equation in PyTorch, by double backpropagation.

The peer of io.raf4j.benchmarks.PdeStepComparison, which starts this script and asks for steps one at a time:

    python3 pde_step.py PROBLEM POINTS THREADS

PROBLEM is poisson-oscillatory (d = 2, width 50) or poisson-low-regularity (d = 10, width 100). The script prints "ready", then answers
every line "step" on standard input with "SECONDS RESIDENT_KIB PEAK_KIB LOSS": the time of the step, and the process's resident memory
before the step and at its highest.

Network, loss and optimiser are those of the comparison: two residual blocks of two layers, float64, groups of the activations x, x^2, sin
and a Gaussian, fresh uniform points and their right-hand side in every step, mean squared residual, Adam.
"""

import math
import sys
import time

import torch


class ResidualNetwork(torch.nn.Module):
    """s = x padded; y = act(W2 act(W1 x)) + s; y = act(W4 act(W3 y)) + y; W5 y."""

    def __init__(self, dimension, width, bounds, sigma):
        super().__init__()
        self.width = width
        self.bounds = bounds
        self.sigma = sigma
        sizes = [dimension, width, width, width, width]
        self.layers = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.output = torch.nn.Linear(width, 1)

    def activation(self, z):
        a, b, c = self.bounds
        gaussian = torch.exp(-(z[:, c:] ** 2) / (2 * self.sigma**2))
        return torch.cat([z[:, :a], z[:, a:b] ** 2, torch.sin(z[:, b:c]), gaussian], dim=1)

    def forward(self, x):
        y = torch.nn.functional.pad(x, (0, self.width - x.shape[1]))
        for first, second in zip(self.layers[0::2], self.layers[1::2]):
            inner = x if first is self.layers[0] else y
            y = self.activation(second(self.activation(first(inner)))) + y
        return self.output(y)


def derivatives(u, x):
    """The gradient and the Laplacian of u, a column of values at the rows of x."""
    gradient = torch.autograd.grad(u, x, torch.ones_like(u), create_graph=True)[0]
    laplacian = torch.zeros_like(u)
    for k in range(x.shape[1]):
        column = gradient[:, k : k + 1]
        second = torch.autograd.grad(column, x, torch.ones_like(column), create_graph=True)[0]
        laplacian = laplacian + second[:, k : k + 1]
    return gradient, laplacian


class Oscillatory:
    """-Lap u - (u - 1)^3 + (u + 2)^2 = f on [0, 1]^2 with u = sin(6 pi x) sin(6 pi y)."""

    dimension, width, bounds, sigma = 2, 50, (12, 24, 40), 0.5

    def points(self, count):
        return torch.rand(count, 2)

    def trial(self, network, x):
        return torch.prod(x * (1 - x), dim=1, keepdim=True) * network(x)

    def residual(self, u, x):
        _, laplacian = derivatives(u, x)
        exact = torch.prod(torch.sin(6 * math.pi * x.detach()), dim=1, keepdim=True)
        minus_laplacian = 2 * (6 * math.pi) ** 2 * exact
        source = minus_laplacian - (exact - 1) ** 3 + (exact + 2) ** 2
        return -laplacian - (u - 1) ** 3 + (u + 2) ** 2 - source


class LowRegularity:
    """-div(|x| grad u) = f in the unit ball of R^10 with u = sin(2 pi (1 - |x|))."""

    dimension, width, bounds, sigma = 10, 100, (25, 50, 75), 0.1

    def points(self, count):
        direction = torch.randn(count, self.dimension)
        radius = torch.rand(count, 1) ** (1 / self.dimension)
        return radius * direction / direction.norm(dim=1, keepdim=True)

    def trial(self, network, x):
        return (1 - x.norm(dim=1, keepdim=True)) * network(x)

    def residual(self, u, x):
        gradient, laplacian = derivatives(u, x)
        radius = x.norm(dim=1, keepdim=True)
        radial = (x * gradient).sum(dim=1, keepdim=True) / radius
        r = radius.detach()
        turn = 2 * math.pi
        # u' = -2 pi cos, u'' = -4 pi^2 sin; div(r grad u) = r u'' + (d - 1) u' + u'
        slope = -turn * torch.cos(turn * (1 - r))
        curvature = -(turn**2) * torch.sin(turn * (1 - r))
        source = -(r * curvature + self.dimension * slope)
        return -(radius * laplacian + radial) - source


PROBLEMS = {"poisson-oscillatory": Oscillatory, "poisson-low-regularity": LowRegularity}


def memory(field):
    """VmRSS or VmHWM of this process in KiB."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith(field):
                return int(line.split()[1])
    raise RuntimeError("no " + field + " in /proc/self/status")


def main():
    name, points, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(threads)
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(1)
    problem = PROBLEMS[name]()
    network = ResidualNetwork(problem.dimension, problem.width, problem.bounds, problem.sigma)
    parameters = list(network.parameters())
    optimiser = torch.optim.Adam(parameters, lr=1e-3)
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() != "step":
            break
        resident = memory("VmRSS")
        began = time.perf_counter()
        x = problem.points(points).requires_grad_(True)
        optimiser.zero_grad(set_to_none=True)
        loss = (problem.residual(problem.trial(network, x), x) ** 2).mean()
        # By the parameters alone: the derivative by the points is of no use, and the graph goes before the next one grows.
        loss.backward(inputs=parameters)
        optimiser.step()
        value = loss.item()
        del loss, x
        seconds = time.perf_counter() - began
        print(seconds, resident, memory("VmHWM"), value, flush=True)


if __name__ == "__main__":
    main()
