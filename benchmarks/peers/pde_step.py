"""One training step of a differential equation in PyTorch, by double backpropagation; peer.py has the conversation.

The network has blocks of two layers with skip connections, the trial function is u = B N with B = 0 on the boundary. Every step draws fresh
uniform points and evaluates their right-hand side.
"""

import math

import peer
import torch


def network(layers, x):
    """s = x padded; y = act(W2 act(W1 x)) + s; y = act(W4 act(W3 y)) + y; W5 y."""
    width = layers[0].weight.shape[0]
    before, y = None, x
    for layer in layers:
        skipped = before
        before, y = y, layer(y)
        if layer.skip:
            y = y + (skipped if skipped.shape[1] == width else torch.nn.functional.pad(skipped, (0, width - skipped.shape[1])))
    return y


def derivatives(u, x):
    """The gradient and the Laplacian of u, a column of values at the rows of x."""
    gradient = torch.autograd.grad(u, x, torch.ones_like(u), create_graph=True)[0]
    laplacian = torch.zeros_like(u)
    for k in range(x.shape[1]):
        column = gradient[:, k : k + 1]
        second = torch.autograd.grad(column, x, torch.ones_like(column), create_graph=True)[0]
        laplacian = laplacian + second[:, k : k + 1]
    return gradient, laplacian


class InUnitCube:
    """Points of the unit cube, with the factor prod_i x_i (1 - x_i)."""

    def __init__(self, dimension):
        self.dimension = dimension

    def points(self, count):
        return torch.rand(count, self.dimension)

    def factor(self, x):
        return torch.prod(x * (1 - x), dim=1, keepdim=True)


class Smooth(InUnitCube):
    """-Lap u = f on [0, 1]^2 with u = x^2 (1 - x) y^2 (1 - y)."""

    def residual(self, u, x):
        _, laplacian = derivatives(u, x)
        at = x.detach()
        side, bend = at**2 * (1 - at), 2 - 6 * at
        return -laplacian + (bend * side.flip(1)).sum(dim=1, keepdim=True)


class Oscillatory(InUnitCube):
    """-Lap u - (u - 1)^3 + (u + 2)^2 = f on [0, 1]^d with u = prod_i sin(6 pi x_i)."""

    def residual(self, u, x):
        _, laplacian = derivatives(u, x)
        exact = torch.prod(torch.sin(6 * math.pi * x.detach()), dim=1, keepdim=True)
        minus_laplacian = self.dimension * (6 * math.pi) ** 2 * exact
        source = minus_laplacian - (exact - 1) ** 3 + (exact + 2) ** 2
        return -laplacian - (u - 1) ** 3 + (u + 2) ** 2 - source


class LowRegularity:
    """-div(|x| grad u) = f in the unit ball of R^d with u = sin(2 pi (1 - |x|))."""

    def __init__(self, dimension):
        self.dimension = dimension

    def points(self, count):
        direction = torch.randn(count, self.dimension)
        radius = torch.rand(count, 1) ** (1 / self.dimension)
        return radius * direction / direction.norm(dim=1, keepdim=True)

    def factor(self, x):
        return 1 - x.norm(dim=1, keepdim=True)

    def residual(self, u, x):
        gradient, laplacian = derivatives(u, x)
        radius = x.detach().norm(dim=1, keepdim=True)
        radial = (x.detach() * gradient).sum(dim=1, keepdim=True) / radius
        turn = 2 * math.pi
        # u' = -2 pi cos, u'' = -4 pi^2 sin; div(r grad u) = r u'' + (d - 1) u' + u'
        slope = -turn * torch.cos(turn * (1 - radius))
        curvature = -(turn**2) * torch.sin(turn * (1 - radius))
        source = -(radius * curvature + self.dimension * slope)
        return -(radius * laplacian + radial) - source


PROBLEMS = {"poisson-smooth": Smooth, "poisson-oscillatory": Oscillatory, "poisson-low-regularity": LowRegularity}


def main():
    exchange = peer.start()
    layers = peer.layers(exchange)
    problem = PROBLEMS[exchange.problem](exchange.dimension)
    first = exchange.take(exchange.points, exchange.inputs)

    def error(x):
        x = x.detach().requires_grad_(True)
        return problem.residual(problem.factor(x) * network(layers, x), x)

    peer.serve(layers.parameters(), exchange, lambda: (first,), lambda: (problem.points(exchange.points),), error)


if __name__ == "__main__":
    main()
